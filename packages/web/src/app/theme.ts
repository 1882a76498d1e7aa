import { useSyncExternalStore } from 'react';

/** System, light or dark. `public/theme.js` applies the stored choice before the first paint, under the same key. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'theme';
const listeners = new Set<() => void>();

function currentTheme(): Theme {
  const { theme } = document.documentElement.dataset;
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}

function show(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  for (const listener of listeners) listener();
}

export function setTheme(theme: Theme): void {
  show(theme);
  try {
    localStorage.setItem(key, theme);
  } catch {
    // Storage is closed: it holds for this page.
  }
}

function subscribe(listener: () => void): () => void {
  // Another tab has changed it.
  const changed = ({ key: changedKey, newValue }: StorageEvent) => {
    if (changedKey === key) show(themes.find((theme) => theme === newValue) ?? 'system');
  };
  listeners.add(listener);
  addEventListener('storage', changed);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', changed);
  };
}

export const useTheme = (): Theme => useSyncExternalStore(subscribe, currentTheme);
