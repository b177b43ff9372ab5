/* global DOMPurify, Scalar */

/** Shows the OpenAPI document in Scalar's reference, which contacts no other host and stores nothing. */

// Its copy of zod would otherwise test whether it may compile code from text, which the policy forbids.
globalThis.__zod_globalConfig = { jitless: true }

// The library writes markup as text, mostly icons. This policy removes everything executable from it.
globalThis.trustedTypes?.createPolicy('default', { createHTML: (text) => DOMPurify.sanitize(text) })

addEventListener('DOMContentLoaded', () => {
  new MutationObserver(nameControls).observe(document.body, { childList: true, subtree: true })
  Scalar.createApiReference('#reference', {
    url: '/openapi.json',
    agent: { disabled: true },
    authentication: { preferredSecurityScheme: 'bearer' },
    hideClientButton: true,
    mcp: { disabled: true },
    persistAuth: false,
    showDeveloperTools: 'never',
    telemetry: false,
    withDefaultFonts: false,
  })
})

/** The names, roles and states that the library's controls lack: WCAG 2.2, 4.1.2. */
const CONTROLS = {
  'button[class*="copy-button"]:not([aria-label])': { 'aria-label': 'Copy', 'aria-controls': '' },
  'button[role="none"]': { role: 'button' },
  '.cm-content:not([aria-label])': { 'aria-label': 'Text' },
  'input[aria-autocomplete]:not([aria-label])': { 'aria-label': 'Search' },
  '[aria-autocomplete]:not([aria-expanded])': { 'aria-expanded': 'false' },
}

/** Adds the missing attributes to the controls that are in the page. */
function nameControls() {
  for (const [selector, attributes] of Object.entries(CONTROLS)) {
    for (const control of document.querySelectorAll(selector)) {
      for (const [name, value] of Object.entries(attributes)) control.setAttribute(name, value)
    }
  }
}
