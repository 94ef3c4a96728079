// The browser's half of tus 1.0: one file, sent in pieces, going on after any break. Draws nothing; `tell` says how it is.
// Joined in front of upload.js: a component is one script.
const PIECE = 8 * 1024 * 1024
const SILENT_FOR = 30_000 // a phone that left its network is not always told so
const CHECKED_FOR = 600_000 // looking into gigabytes takes its time
const LONGEST_WAIT = 15_000
const KEPT_FOR = 7 * 24 * 3600 * 1000
const MEMORY = "studio-upload:"
const VERSION = { "Tus-Resumable": "1.0.0" }

const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)))
const nameOf = (kind, file) => MEMORY + [kind, file.name, file.size, file.lastModified].join("|")

const memory = {
  read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(key))
      return kept && Date.now() - kept.begun < KEPT_FOR ? kept : null
    } catch {
      return null
    }
  },
  write(key, kept) {
    try {
      localStorage.setItem(key, JSON.stringify(kept))
    } catch {
      // a browser that keeps nothing begins anew after a reload
    }
  },
  forget(key) {
    try {
      localStorage.removeItem(key)
    } catch {
      // it kept nothing
    }
  },
  unfinished(kind) {
    try {
      const keys = Object.keys(localStorage).filter(key => key.startsWith(MEMORY + kind + "|"))
      return keys.map(memory.read).filter(Boolean).sort((one, other) => other.begun - one.begun)[0]
    } catch {
      return undefined
    }
  },
}

class Refusal extends Error {}
class Cancelled extends Error {}

class Sending {
  // tell({ sent, state }): state is sending, waiting or checking
  constructor(file, { kind, spots }, tell) {
    Object.assign(this, { file, kind, spots, tell, key: nameOf(kind, file), stop: new AbortController() })
  }

  pause() {
    this.stop.abort()
  }

  async cancel() {
    this.pause()
    const kept = memory.read(this.key)
    memory.forget(this.key)
    if (kept) await fetch(kept.url, { method: "DELETE", headers: VERSION }).catch(() => {})
  }

  // The medium's id. Throws Refusal with the server's words, or Cancelled.
  async run() {
    for (let breaks = 0; ; ) {
      const before = this.sent
      try {
        return await this.sendAll()
      } catch (error) {
        if (this.stop.signal.aborted) throw new Cancelled()
        if (error instanceof Refusal) throw error
        breaks = this.sent > before ? 0 : breaks + 1
        this.tell({ sent: this.sent ?? 0, state: "waiting" })
        await this.patience(Math.min(LONGEST_WAIT, 500 * 2 ** breaks))
      }
    }
  }

  async sendAll() {
    const { url, offset, medium } = (await this.found()) ?? (await this.begun())
    this.sent = offset
    if (medium) return this.arrived(medium)
    for (;;) {
      const answer = await this.sendPiece(url)
      const [done, at] = [answer.getResponseHeader("Studio-Medium"), answer.getResponseHeader("Upload-Offset")]
      if (answer.status !== 204) this.judge(answer.status, answer.responseText)
      this.sent = Number(at)
      memory.write(this.key, { ...memory.read(this.key), sent: this.sent })
      if (done) return this.arrived(done)
    }
  }

  arrived(medium) {
    memory.forget(this.key)
    return medium
  }

  // What only the person or the studio's makers can mend ends it; everything else passes by itself.
  judge(status, body) {
    const isFinal = [400, 401, 403, 413, 415, 500, 507].includes(status)
    if (!isFinal) throw new Error(status)
    if (status === 415) memory.forget(this.key)
    let told = {}
    try {
      told = JSON.parse(body)
    } catch {
      // an answer of somebody between
    }
    throw new Refusal(told.detail ?? "")
  }

  async found() {
    const kept = memory.read(this.key)
    if (!kept) return null
    const answer = await this.ask(kept.url, { method: "HEAD", headers: VERSION })
    if (answer.status === 404 || answer.status === 410) {
      memory.forget(this.key)
      if (this.sent === this.file.size) throw new Refusal("")
      return null
    }
    if (!answer.ok) this.judge(answer.status, "")
    const { headers } = answer
    return { url: kept.url, offset: Number(headers.get("Upload-Offset")), medium: headers.get("Studio-Medium") }
  }

  async begun() {
    const told = { filename: this.file.name, kind: this.kind, spots: this.spots }
    const metadata = Object.entries(told).map(([key, value]) => key + " " + base64(value)).join(",")
    const headers = { ...VERSION, "Upload-Length": this.file.size, "Upload-Metadata": metadata }
    const answer = await this.ask("/api/upload", { method: "POST", headers })
    if (answer.status !== 201) this.judge(answer.status, await answer.text())
    const url = answer.headers.get("Location")
    memory.write(this.key, { url, name: this.file.name, size: this.file.size, sent: 0, begun: Date.now() })
    return { url, offset: 0 }
  }

  async ask(url, what) {
    if (this.stop.signal.aborted) throw new Cancelled()
    const over = new AbortController()
    const end = () => over.abort()
    const timer = setTimeout(end, 2 * SILENT_FOR)
    this.stop.signal.addEventListener("abort", end)
    try {
      return await fetch(url, { ...what, signal: over.signal })
    } finally {
      clearTimeout(timer)
      this.stop.signal.removeEventListener("abort", end)
    }
  }

  // fetch does not tell how much was sent, XMLHttpRequest does
  sendPiece(url) {
    return new Promise((resolve, reject) => {
      const from = this.sent
      const patch = new XMLHttpRequest()
      const isLast = from + PIECE >= this.file.size
      let silence
      const hear = (patience = SILENT_FOR) => {
        clearTimeout(silence)
        silence = setTimeout(() => patch.abort(), patience)
      }
      const abort = () => patch.abort()
      patch.upload.onprogress = ({ loaded }) => {
        hear()
        this.tell({ sent: from + loaded, state: "sending" })
      }
      patch.upload.onload = () => {
        if (!isLast) return
        hear(CHECKED_FOR)
        this.tell({ sent: this.file.size, state: "checking" })
        this.sent = this.file.size
      }
      patch.onload = () => resolve(patch)
      patch.onerror = patch.onabort = () => reject(new Error("broken"))
      patch.onloadend = () => {
        clearTimeout(silence)
        this.stop.signal.removeEventListener("abort", abort)
      }
      this.stop.signal.addEventListener("abort", abort)
      patch.open("PATCH", url)
      const headers = { ...VERSION, "Upload-Offset": from, "Content-Type": "application/offset+octet-stream" }
      for (const [name, value] of Object.entries(headers)) patch.setRequestHeader(name, value)
      hear()
      patch.send(this.file.slice(from, from + PIECE))
    })
  }

  // Until the time is over, the network is back, or there is nothing more to wait for.
  patience(milliseconds) {
    return new Promise(resolve => {
      const over = new AbortController()
      const end = () => {
        over.abort()
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(end, milliseconds)
      window.addEventListener("online", end, { signal: over.signal })
      this.stop.signal.addEventListener("abort", end, { signal: over.signal })
    })
  }
}
