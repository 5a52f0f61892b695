/** Theme: light, dark, or the device's setting. `public/theme.js` applies the stored choice before the first paint. */
import { useCallback, useState } from "react";

/** The choices of the theme switch. */
export type Theme = "auto" | "light" | "dark";

const STORAGE_KEY = "sambung.theme";
const NEXT: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };

function storedTheme(): Theme {
  try {
    const theme = localStorage.getItem(STORAGE_KEY);
    return theme === "light" || theme === "dark" ? theme : "auto";
  } catch {
    return "auto";
  }
}

function apply(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "auto") delete root.dataset["theme"];
  if (theme !== "auto") root.dataset["theme"] = theme;
  try {
    localStorage.setItem(STORAGE_KEY, theme);
  } catch {
    // The choice lasts until the page is closed.
  }
}

/** The current theme, and a function that switches to the next one. */
export function useTheme(): readonly [Theme, () => void] {
  const [theme, setTheme] = useState(storedTheme);
  const step = useCallback(() => {
    const next = NEXT[theme];
    apply(next);
    setTheme(next);
  }, [theme]);
  return [theme, step];
}
