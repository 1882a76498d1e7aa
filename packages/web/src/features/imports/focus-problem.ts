import type { Problems } from './choices-check.ts';

const focusable = 'input:not([type="hidden"]), select, textarea, button';

/** Puts the focus into the first field, in the order of the page, at which something is wrong; false when there is none. */
export function focusProblem(form: HTMLElement, problems: Problems): boolean {
  for (const element of form.querySelectorAll<HTMLElement>('[data-field]')) {
    if (!problems.has(element.dataset.field ?? '')) continue;
    for (let at = element.closest('details'); at !== null; at = at.parentElement?.closest('details') ?? null)
      at.open = true;
    const control = element.matches(focusable) ? element : element.querySelector<HTMLElement>(focusable);
    if (control === null) continue;
    control.focus();
    control.scrollIntoView({ block: 'center' });
    return true;
  }
  return false;
}
