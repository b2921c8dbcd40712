// What autosave says: quietly in the bar while all is well, a line below it when not; spoken only when that changes.

/** The sentence for what came of saving; `isStored` says whether this browser has the words. */
export function sentence({ kind, unreachable, message }, { isStored, say }) {
  if (kind === "ok") return ""
  if (!isStored) return [message, say.sayNowhere].filter(Boolean).join(" ")
  if (kind === "ended") return say.sayLoggedout
  if (unreachable) return say.sayOffline
  return `${message || say.sayBroken} ${say.sayInbrowser}`
}

/** The link to the log-in page, in a new tab: this one holds the words. */
export function loginLink({ login, sayLogin }) {
  return Object.assign(document.createElement("a"), { href: login, target: "_blank", textContent: sayLogin })
}

export function createNotice({ form, panel }) {
  const say = panel.dataset
  const line = panel.querySelector(".autosave-trouble")
  const spoken = panel.querySelector(".autosave-spoken")
  const bar = form.querySelector(".bar-autosaved")
  let trouble = ""

  // The bar is always in view, the line may have been scrolled away.
  function showInBar({ kind, data }, isStored) {
    const short = isStored ? say.sayInbrowser : say.sayNowhere
    const isSettled = kind === "ok" && !data.at
    bar.textContent = isSettled ? "" : `· ${kind === "ok" ? say.sayAutosaved.replace("%(time)s", data.at) : short}`
    bar.classList.toggle("is-trouble", kind !== "ok")
  }

  return {
    get isTroubled() { return Boolean(trouble) },

    show(result, { isStored }) {
      showInBar(result, isStored)
      const words = sentence(result, { isStored, say })
      if (words === trouble) return
      if (!words) spoken.textContent = say.sayAgain
      trouble = words
      line.hidden = !words
      line.replaceChildren(words)
      if (result.kind === "ended" && isStored) line.append(" ", loginLink(say), ".")
    },

    /** Offer words that another tab left behind. */
    offer(markup) {
      if (markup !== undefined) document.getElementById("region-offers").innerHTML = markup
    },
  }
}
