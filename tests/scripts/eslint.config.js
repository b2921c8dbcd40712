// Rules for the scripts in static/ and their tests. Run from the repository's root (`make check-scripts`).

import js from "@eslint/js"
import globals from "globals"

const RULES = {
  "array-callback-return": "error",
  "complexity": ["error", 15],
  "consistent-return": "off", // `return say(…)` is a habit of event handlers here
  "curly": ["error", "multi-line"],
  "default-case-last": "error",
  "eqeqeq": "error",
  "max-depth": ["error", 3],
  "max-len": ["error", { code: 120, ignoreUrls: true }],
  "max-lines": ["error", 300],
  "max-lines-per-function": ["error", 50],
  "max-params": ["error", 5],
  "no-alert": "error",
  "no-console": "error",
  "no-else-return": "off",
  "no-eval": "error",
  "no-implicit-globals": "error",
  "no-implied-eval": "error",
  "no-param-reassign": "error",
  "no-promise-executor-return": "off",
  "no-self-compare": "error",
  "no-shadow": "error",
  "no-throw-literal": "error",
  "no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }],
  "no-use-before-define": ["error", { functions: false, variables: false }],
  "no-useless-concat": "error",
  "no-useless-rename": "error",
  "no-useless-return": "error",
  "no-var": "error",
  "object-shorthand": "error",
  "prefer-arrow-callback": "error",
  "prefer-const": "error",
  "prefer-object-spread": "error",
  "prefer-rest-params": "error",
  "prefer-spread": "error",
  "prefer-template": "error",
  "radix": "error",
}

export default [
  { ignores: ["**/node_modules/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2024, sourceType: "module", globals: globals.browser },
    rules: RULES,
  },
  { files: ["static/desk/desk.js"], languageOptions: { sourceType: "script" } },
  {
    // Requests go through one module, which knows the token and an ended session.
    files: ["static/desk/**/*.js"],
    ignores: ["static/desk/request.js"],
    rules: { "no-restricted-globals": ["error", "fetch", "XMLHttpRequest"] },
  },
  { files: ["tests/scripts/**/*.js"], languageOptions: { globals: globals.node } },
]
