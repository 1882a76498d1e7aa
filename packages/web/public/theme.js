// Runs before the first paint, so that a dark page does not flash. src/app/theme.ts does the rest.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed: the system decides.
}
