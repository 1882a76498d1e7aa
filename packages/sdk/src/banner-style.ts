/** As a sheet in the shadow: a strict Content-Security-Policy lets it be, and the styles of the page stay out. Nothing moves. */
export const bannerStyle = `
:host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; color-scheme: light dark;
  --paper: #fff; --ink: #2a2622; --line: #837d77 }
@media (prefers-color-scheme: dark) { :host { --paper: #24211e; --ink: #efece7; --line: #948e87 } }
section { box-sizing: border-box; max-height: 75vh; overflow: auto; padding: 1.25em max(1em, (100% - 60em) / 2);
  background: var(--paper); color: var(--ink); border-top: 1px solid var(--line); font: medium/1.5 system-ui, sans-serif;
  overflow-wrap: anywhere }
section:focus { outline: none }
h2 { margin: 0 0 .25em; font-size: 1.2em; line-height: 1.3 }
p { margin: 0 0 .75em; max-width: 44em }
a { color: inherit; display: inline-block; padding: .6em 0 }
fieldset { margin: 0 0 .75em; padding: 0; border: 0; min-width: 0 }
label { display: grid; grid-template-columns: 1.5em 1fr; gap: 0 .75em; align-items: center; min-height: 44px; padding: .25em 0; cursor: pointer }
input { width: 1.5em; height: 1.5em; margin: 0; accent-color: var(--ink) }
small { grid-column: 2; font-size: .9em }
div { display: flex; flex-wrap: wrap; gap: .5em }
[hidden] { display: none }
button { flex: 1 1 7em; max-width: 16em; min-height: 44px; padding: .5em 1em; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--paper); background: var(--ink); border: 2px solid var(--ink); border-radius: 6px }
button.plain { flex: 0 1 auto; color: var(--ink); background: none; border-color: transparent; text-decoration: underline; font-weight: 400 }
:is(button, a, input):focus-visible { outline: 3px solid var(--ink); outline-offset: 2px }
button.plain:focus-visible { outline-offset: -3px }
`;
