// The editor's own words in the desk's language: the page loads the catalogue before any module.

export const gettext = (words) => window.gettext?.(words) ?? words
export const ngettext = (one, many, number) => window.ngettext?.(one, many, number) ?? (number === 1 ? one : many)

/** The words with their places, %(name)s, filled. */
export const filled = (words, values) => words.replace(/%\((\w+)\)s/g, (_place, name) => values[name])
