// The body editor's front door: names every extension that the widget's
// configuration may switch on. django-prose-editor's "configurable" preset
// imports this module and looks extensions up by their exported name, so a name
// here that the package also has (Link, ListItem …) replaces the package's own.

export { CleanPaste } from "./clean-paste.js"
export { Embed } from "./embed.js"
export { FindReplace } from "./find-replace.js"
export { Footnote } from "./footnote.js"
export { Link } from "./link.js"
export { Picture } from "./picture.js"
export { PullQuote } from "./pull-quote.js"
export { Quotation } from "./quotation.js"
export { SmartQuotes } from "./smart-quotes.js"
export { Table, TableCell, TableHeader } from "./table.js"
export { TextBox } from "./text-box.js"
export { HardBreak, ListItem, OrderedList, Superscript } from "./text-nodes.js"
export { Toolbar } from "./toolbar.js"
export { WordCount } from "./count.js"
