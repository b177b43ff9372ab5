/* global DOMPurify, Scalar */

/** Shows the OpenAPI document of this service by Scalar's reference, which asks nobody else and keeps nothing. */

// Its copy of zod would try whether it may make functions of text, which the page's policy forbids.
globalThis.__zod_globalConfig = { jitless: true }

// Markup that the library writes as text, icons mostly, loses whatever could run.
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

/** What the library leaves without a name or a state that is read aloud: WCAG 2.2, 4.1.2. */
const CONTROLS = {
  'button[class*="copy-button"]:not([aria-label])': { 'aria-label': 'Copy', 'aria-controls': '' },
  'button[role="none"]': { role: 'button' },
  '.cm-content:not([aria-label])': { 'aria-label': 'Text' },
  'input[aria-autocomplete]:not([aria-label])': { 'aria-label': 'Search' },
  '[aria-autocomplete]:not([aria-expanded])': { 'aria-expanded': 'false' },
}

function nameControls() {
  for (const [selector, attributes] of Object.entries(CONTROLS)) {
    for (const control of document.querySelectorAll(selector)) {
      for (const [name, value] of Object.entries(attributes)) control.setAttribute(name, value)
    }
  }
}
