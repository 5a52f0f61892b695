/** The address of a screen: the token behind the `#`, and how the screen looks and speaks. */

/** How a screen looks; null leaves it to the device. */
export type WallTheme = "light" | "dark" | null;
/** How a screen speaks; null leaves it to the device. */
export type WallLanguage = "id" | "en" | null;

/** What an address says. */
export interface WallLink {
  readonly token: string | null;
  readonly theme: WallTheme;
  readonly language: WallLanguage;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** Reads what stands behind the `#` of an address. */
export function readLink(hash: string): WallLink {
  const [token = "", ...wishes] = hash.replace(/^#/, "").split(",");
  return {
    token: TOKEN.test(token) ? token : null,
    theme: wishes.includes("dark") ? "dark" : wishes.includes("light") ? "light" : null,
    language: wishes.includes("en") ? "en" : wishes.includes("id") ? "id" : null,
  };
}

/** The address of a screen. */
export function linkAddress(origin: string, { token, theme, language }: WallLink): string {
  const wishes = [theme, language].filter((wish) => wish !== null);
  return `${origin}/layar#${[token ?? "", ...wishes].join(",")}`;
}
