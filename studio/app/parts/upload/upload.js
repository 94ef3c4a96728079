// One upload per place: kept outside the renderer, which Streamlit calls again on every rerun.
const sending = new WeakMap()

const megabytes = bytes => (bytes < 1e9 ? (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0) + " MB" : (bytes / 1e9).toFixed(2) + " GB")
const stay = event => event.preventDefault()

export default function (component) {
  const { parentElement, data } = component
  const find = selector => parentElement.querySelector(selector)
  const place = find(".place"), input = find("input"), going = find(".going"), fault = find(".fault")

  const rest = () => {
    const isChosen = Boolean(data.chosen)
    place.classList.toggle("chosen", isChosen)
    find(".title").textContent = isChosen ? data.chosen : data.title
    find(".hint").textContent = isChosen ? megabytes(data.size) + " · " + data.again : data.hint
  }
  const complain = text => {
    fault.textContent = text
    fault.hidden = !text
  }
  const end = () => {
    sending.delete(place)
    going.hidden = true
    input.disabled = false
    input.value = ""
    window.removeEventListener("beforeunload", stay)
  }

  const send = file => {
    const put = new XMLHttpRequest()
    sending.set(place, put)
    complain("")
    going.hidden = false
    input.disabled = true
    find(".title").textContent = file.name
    find(".hint").textContent = megabytes(file.size)
    window.addEventListener("beforeunload", stay)
    put.upload.onprogress = event => {
      find("progress").value = event.loaded / event.total
      const share = Math.floor((100 * event.loaded) / event.total) + "% · "
      find(".much").textContent =
        event.loaded < event.total ? data.sending + " " + share + megabytes(event.loaded) : data.checking
    }
    put.onload = () => {
      end()
      const told = JSON.parse(put.responseText || "{}")
      if (put.status === 201) component.setTriggerValue("done", told)
      else {
        rest()
        complain(told.detail || data.broken)
      }
    }
    put.onerror = () => {
      end()
      rest()
      complain(data.broken)
    }
    put.onabort = () => {
      end()
      rest()
    }
    put.open("PUT", "/api/upload?kind=" + data.kind + "&name=" + encodeURIComponent(file.name))
    put.send(file)
  }

  find("button").textContent = data.cancel
  find("button").onclick = () => sending.get(place)?.abort()
  input.accept = data.accept
  input.onchange = () => input.files[0] && send(input.files[0])
  place.ondragover = event => {
    event.preventDefault()
    place.classList.add("over")
  }
  place.ondragleave = () => place.classList.remove("over")
  place.ondrop = event => {
    event.preventDefault()
    place.classList.remove("over")
    if (event.dataTransfer.files[0] && !sending.has(place)) send(event.dataTransfer.files[0])
  }
  if (!sending.has(place)) rest()
  return () => sending.get(place)?.abort()
}
