// The marks are kept here while the person works and told to Python at every change; Python hands them back on a rerun.
const places = new WeakMap()

const clock = seconds => {
  const whole = Math.max(0, Math.floor(seconds))
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return (hours ? hours + ":" + String(minutes).padStart(2, "0") : minutes) + ":" + String(rest).padStart(2, "0")
}

export default function (component) {
  const { parentElement, data, setStateValue } = component
  const find = selector => parentElement.querySelector(selector)
  const root = find(".strip-part"), video = find("video"), line = find(".line"), view = find(".window")
  const place = places.get(root) ?? { times: [...data.times], chosen: 0, close: false, at: 0 }
  if (!places.has(root)) {
    places.set(root, place)
    place.chosen = Math.max(0, place.times.findIndex(time => time < 0))
  }

  if (video.dataset.address !== data.video) {
    video.dataset.address = data.video
    video.src = data.video
  }

  const tell = () => {
    const starts = {}
    data.ids.forEach((id, n) => { if (place.times[n] >= 0) starts[id] = place.times[n] })
    setStateValue("starts", starts)
  }
  const go = moment => {
    place.at = Math.min(Math.max(0, moment), data.length)
    if (Math.abs(video.currentTime - place.at) > 0.05) video.currentTime = place.at
    drawNeedle()
  }

  const drawNeedle = () => {
    find(".needle").style.left = (100 * place.at) / data.length + "%"
    find(".now").textContent = clock(place.at)
    line.setAttribute("aria-valuenow", place.at.toFixed(1))
    line.setAttribute("aria-valuetext", clock(place.at))
  }
  const drawLine = () => {
    line.style.width = place.close ? Math.max(100, data.length / 0.9) + "%" : "100%" // close: about 90 s a screen
    const canvas = find("canvas"), width = Math.min(8000, Math.max(300, line.clientWidth))
    canvas.width = width
    const pen = canvas.getContext("2d")
    pen.fillStyle = getComputedStyle(root).color
    pen.globalAlpha = 0.55
    const step = width / data.loudness.length
    data.loudness.forEach((loud, n) => pen.fillRect(n * step, 56 - 0.54 * loud, Math.max(1, step - 0.3), 0.54 * loud + 1))
    const strip = find(".pictures")
    strip.replaceChildren(...data.pictures.map((picture, n) => {
      const image = document.createElement("img")
      image.src = "data:image/jpeg;base64," + picture
      image.alt = ""
      image.style.left = (100 * data.moments[n]) / data.length + "%"
      return image
    }))
  }
  const drawFlags = () => {
    find(".flags").replaceChildren(...data.titles.flatMap((_title, n) => {
      if (place.times[n] < 0) return []
      const flag = document.createElement("span")
      flag.textContent = n + 1
      flag.style.left = (100 * place.times[n]) / data.length + "%"
      return [flag]
    }))
  }
  const drawSegments = () => {
    const button = (words, kind, act) => {
      const made = document.createElement("button")
      made.type = "button"
      made.textContent = words
      made.className = kind
      made.onclick = act
      return made
    }
    find(".segments").replaceChildren(...data.titles.map((title, n) => {
      const row = document.createElement("li"), time = place.times[n]
      const chosen = n === place.chosen ? " chosen" : ""
      row.append(button(n + 1 + "  " + title, "title" + chosen, () => { place.chosen = n; draw() }))
      if (time < 0) row.append(button(data.unmarked, "time unset", () => { place.chosen = n; draw() }))
      else {
        row.append(button(clock(time), "time", () => { place.chosen = n; go(time); draw() }))
        const clear = button("×", "clear", () => { place.times[n] = -1; place.chosen = n; tell(); draw() })
        clear.setAttribute("aria-label", data.clear + " " + title)
        row.append(clear)
      }
      return row
    }))
    const begins = find(".begins"), title = data.titles[place.chosen]
    begins.disabled = title === undefined
    begins.textContent = title === undefined ? data.all : data.begins.replace("{title}", title)
  }
  const draw = () => {
    find(".zoom").textContent = place.close ? data.farther : data.closer
    drawFlags()
    drawSegments()
    drawNeedle()
  }

  line.setAttribute("aria-label", data.strip)
  line.setAttribute("aria-valuemax", data.length)
  line.onclick = event => {
    const box = line.getBoundingClientRect()
    go(((event.clientX - box.left) / box.width) * data.length)
  }
  line.onkeydown = event => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -30, PageDown: 30 }[event.key]
    if (step) {
      event.preventDefault()
      go(place.at + step)
    }
  }
  parentElement.querySelectorAll("[data-step]").forEach(step => { step.onclick = () => go(place.at + Number(step.dataset.step)) })
  find(".zoom").onclick = () => {
    place.close = !place.close
    drawLine()
    draw()
    view.scrollLeft = place.close ? (place.at / data.length) * line.clientWidth - view.clientWidth / 2 : 0
  }
  find(".begins").onclick = () => {
    place.times[place.chosen] = Math.round(place.at * 1000) / 1000
    const next = place.times.findIndex(time => time < 0)
    place.chosen = next < 0 ? data.ids.length : next
    tell()
    draw()
  }
  video.ontimeupdate = () => {
    place.at = video.currentTime
    drawNeedle()
  }
  drawLine()
  draw()
}
