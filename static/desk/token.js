// Logging in again, in any window, changes the token: what is sent carries the one that is valid now.

const held = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1]

/** The token that a post needs. */
export const token = () => held() ?? document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? ""

document.addEventListener("formdata", ({ formData }) => {
  if (held() && formData.has("csrfmiddlewaretoken")) formData.set("csrfmiddlewaretoken", held())
})
