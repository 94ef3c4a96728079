// One row of files per place, sent one after another: kept outside the renderer, which Streamlit calls on every rerun.
const sending = new WeakMap()

const amount = bytes =>
  bytes < 1e5 ? Math.ceil(bytes / 1e3) + " KB"
  : bytes < 1e9 ? (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0) + " MB"
  : (bytes / 1e9).toFixed(2) + " GB"
const percent = (part, whole) => Math.floor((100 * part) / whole) + "%"
const stay = event => event.preventDefault()

export default function (component) {
  const { parentElement, data } = component
  const find = selector => parentElement.querySelector(selector)
  const place = find(".place"), input = find("input"), going = find(".going"), fault = find(".fault")

  const title = (title, hint) => {
    find(".title").textContent = title
    find(".hint").textContent = hint
  }
  const rest = () => {
    const isChosen = Boolean(data.chosen)
    place.classList.toggle("chosen", isChosen)
    const kept = memory.unfinished(data.kind)
    if (isChosen) title(data.chosen, amount(data.size) + " · " + data.again)
    else if (kept) title(kept.name, percent(kept.sent, kept.size) + " · " + data.go_on)
    else title(data.title, data.hint)
  }
  const complain = text => {
    fault.textContent = text
    fault.hidden = !text
  }
  const draw = (file, { sent, state }, more) => {
    title(file.name, amount(file.size) + more)
    find("progress").value = file.size ? sent / file.size : 0
    const figures = percent(sent, file.size) + " · " + amount(sent)
    find(".much").textContent =
      state === "checking" ? data.checking : (state === "waiting" ? data.broken : data.sending) + " " + figures
  }

  const send = async files => {
    complain("")
    going.hidden = false
    input.disabled = true
    window.addEventListener("beforeunload", stay)
    const ids = []
    const faults = []
    for (const [number, file] of files.entries()) {
      const more = files.length > 1 ? ` · ${number + 1}/${files.length}` : ""
      const one = new Sending(file, data, how => draw(file, how, more))
      sending.set(place, one)
      draw(file, { sent: 0, state: "sending" }, more)
      try {
        ids.push(await one.run())
        component.setTriggerValue("done", { ids: [...ids] })
      } catch (error) {
        if (error instanceof Cancelled) break
        faults.push(error instanceof Refusal && error.message ? error.message : data.unclear)
      }
    }
    sending.delete(place)
    window.removeEventListener("beforeunload", stay)
    going.hidden = true
    input.disabled = false
    input.value = ""
    if (!ids.length || data.multiple) rest()
    complain(faults.join("\n"))
  }
  const take = files => {
    const chosen = [...files].slice(0, data.multiple ? files.length : 1)
    if (chosen.length && !sending.has(place)) send(chosen)
  }

  find("button").textContent = data.cancel
  find("button").onclick = () => sending.get(place)?.cancel()
  input.accept = data.accept
  input.multiple = data.multiple
  input.onchange = () => take(input.files)
  place.ondragover = event => {
    event.preventDefault()
    place.classList.add("over")
  }
  place.ondragleave = () => place.classList.remove("over")
  place.ondrop = event => {
    event.preventDefault()
    place.classList.remove("over")
    take(event.dataTransfer.files)
  }
  if (!sending.has(place)) rest()
  return () => sending.get(place)?.pause()
}
