/** The language of the screens: loaded alone, kept in this browser, told to the server. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";
import { IntlProvider } from "use-intl";
import type Indonesian from "../../../locales/parts/id/web.json";
import { speak } from "../data/client.ts";
import { queryClient } from "../data/queries.ts";

/** The languages that every text exists in; the first is the default. */
export const LOCALES = ["id", "en"] as const;

/** One of the languages. */
export type Locale = (typeof LOCALES)[number];

type Messages = typeof Indonesian;

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

const LOADERS: Readonly<Record<Locale, () => Promise<{ default: Messages }>>> = {
  id: () => import("../../../locales/parts/id/web.json"),
  en: () => import("../../../locales/parts/en/web.json") as Promise<{ default: Messages }>,
};

const STORAGE_KEY = "sambung.locale";

/** A language with its messages, ready to render. */
export interface Speech {
  readonly locale: Locale;
  readonly messages: Messages;
}

/** The language kept in this browser; Indonesian when none is. */
export function keptLocale(): Locale {
  try {
    return localStorage.getItem(STORAGE_KEY) === "en" ? "en" : "id";
  } catch {
    return "id";
  }
}

/** Loads the messages of one language. */
export async function loadSpeech(locale: Locale): Promise<Speech> {
  const messages = (await LOADERS[locale]()).default;
  speak(locale);
  document.documentElement.lang = locale;
  return { locale, messages };
}

const SwitchContext = createContext<(locale: Locale) => void>(() => undefined);

/** Changes the language of all screens. */
export const useSwitchLocale = (): ((locale: Locale) => void) => useContext(SwitchContext);

/** Gives all screens below their words. */
export function SpeechProvider({ first, children }: { readonly first: Speech; readonly children: ReactNode }): ReactNode {
  const [speech, setSpeech] = useState(first);
  const switchTo = useCallback((locale: Locale) => {
    void loadSpeech(locale).then((next) => {
      try {
        localStorage.setItem(STORAGE_KEY, locale);
      } catch {
        // The choice lasts until the page is closed.
      }
      setSpeech(next);
      void queryClient.invalidateQueries();
    });
  }, []);
  const value = useMemo(() => switchTo, [switchTo]);
  return (
    <SwitchContext value={value}>
      <IntlProvider locale={speech.locale} messages={speech.messages} timeZone="Asia/Jakarta">
        {children}
      </IntlProvider>
    </SwitchContext>
  );
}
