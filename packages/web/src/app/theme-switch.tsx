import { texts } from '../texts/shell.ts';
import { setTheme, themes, useTheme } from './theme.ts';
import './theme-switch.css';

export function ThemeSwitch() {
  const current = useTheme();
  return (
    <fieldset className="themes" aria-label={texts.theme}>
      {themes.map((theme) => (
        <button key={theme} type="button" aria-pressed={theme === current} onClick={() => setTheme(theme)}>
          {texts.themes[theme]}
        </button>
      ))}
    </fieldset>
  );
}
