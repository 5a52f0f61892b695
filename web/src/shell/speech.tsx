/** The language of the screens: translations loaded by group, the choice stored in the browser and sent to the server. */
import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from "react";
import { IntlProvider } from "use-intl";
import type AccountScreens from "../../../locales/parts/id/account-screens.json";
import type Accounts from "../../../locales/parts/id/accounts.json";
import type AlertWords from "../../../locales/parts/id/alerts.json";
import type Answering from "../../../locales/parts/id/answering.json";
import type Calls from "../../../locales/parts/id/calls.json";
import type CaseEndings from "../../../locales/parts/id/case-endings.json";
import type Desk from "../../../locales/parts/id/case-queue.json";
import type CodeCases from "../../../locales/parts/id/code-cases.json";
import type Dashboard from "../../../locales/parts/id/dashboard.json";
import type Disputes from "../../../locales/parts/id/disputes.json";
import type EvaluationWords from "../../../locales/parts/id/evaluations.json";
import type Formats from "../../../locales/parts/id/formats.json";
import type Imports from "../../../locales/parts/id/imports.json";
import type Inventory from "../../../locales/parts/id/inventory.json";
import type LicenceDiagram from "../../../locales/parts/id/licence-diagram.json";
import type LicenceRequirements from "../../../locales/parts/id/licence-requirements.json";
import type Lists from "../../../locales/parts/id/lists.json";
import type Mandates from "../../../locales/parts/id/mandates.json";
import type MessageWords from "../../../locales/parts/id/messages.json";
import type NamedHours from "../../../locales/parts/id/named-hours.json";
import type Notices from "../../../locales/parts/id/notices.json";
import type Numbering from "../../../locales/parts/id/numbering.json";
import type OperationalTest from "../../../locales/parts/id/operational-test.json";
import type Company from "../../../locales/parts/id/organisations.json";
import type Oss from "../../../locales/parts/id/oss.json";
import type People from "../../../locales/parts/id/people.json";
import type PersonalBreach from "../../../locales/parts/id/personal-breach.json";
import type PersonalData from "../../../locales/parts/id/personal-data.json";
import type Receipts from "../../../locales/parts/id/receipts.json";
import type Registration from "../../../locales/parts/id/registration.json";
import type Service from "../../../locales/parts/id/service.json";
import type SmsBilling from "../../../locales/parts/id/sms-billing.json";
import type SmsCampaigns from "../../../locales/parts/id/sms-campaigns.json";
import type SmsCarriers from "../../../locales/parts/id/sms-carriers.json";
import type SmsReport from "../../../locales/parts/id/sms-report.json";
import type SmsSettings from "../../../locales/parts/id/sms-settings.json";
import type SmsTemplates from "../../../locales/parts/id/sms-templates.json";
import type SmsThreads from "../../../locales/parts/id/sms-threads.json";
import type SmsWriting from "../../../locales/parts/id/sms-writing.json";
import type TestPapers from "../../../locales/parts/id/test-documents.json";
import type TestEvidence from "../../../locales/parts/id/test-evidence.json";
import type TicketWords from "../../../locales/parts/id/tickets.json";
import type Indonesian from "../../../locales/parts/id/web.json";
import type AgentDesk from "../../../locales/parts/id/web-agent-desktop.json";
import type BrandingWords from "../../../locales/parts/id/web-branding.json";
import type CentreAudit from "../../../locales/parts/id/web-centre-audit.json";
import type CentrePeople from "../../../locales/parts/id/web-centre-people.json";
import type ConsoleWords from "../../../locales/parts/id/web-console.json";
import type CpaasWords from "../../../locales/parts/id/web-cpaas.json";
import type FlowScreens from "../../../locales/parts/id/web-flows.json";
import type InformationWords from "../../../locales/parts/id/web-information.json";
import type LicenceRecord from "../../../locales/parts/id/web-licence-record.json";
import type LicenceDesk from "../../../locales/parts/id/web-licence-review.json";
import type Licences from "../../../locales/parts/id/web-licences.json";
import type Objections from "../../../locales/parts/id/web-objections.json";
import type PeopleSheet from "../../../locales/parts/id/web-people-import.json";
import type QueueReport from "../../../locales/parts/id/web-queue-report.json";
import type QueueScreens from "../../../locales/parts/id/web-queues.json";
import type RetentionWords from "../../../locales/parts/id/web-retention.json";
import type SearchWords from "../../../locales/parts/id/web-search.json";
import type StartWords from "../../../locales/parts/id/web-start.json";
import type Wallboards from "../../../locales/parts/id/web-wallboards.json";
import type WebhookWords from "../../../locales/parts/id/webhooks.json";
import type WidgetWords from "../../../locales/parts/id/widgets.json";
import { speak } from "../data/client.ts";
import { queryClient } from "../data/queries.ts";
import { WORD_FILES, type WordGroup } from "./word-files.ts";

/** The supported languages; the first is the default. */
export const LOCALES = ["id", "en"] as const;

/** A supported language. */
export type Locale = (typeof LOCALES)[number];

type Messages = typeof Indonesian &
  Pick<typeof AlertWords, "web"> &
  Pick<typeof MessageWords, "web"> &
  Pick<typeof SmsBilling, "web"> &
  Pick<typeof ConsoleWords, "web"> &
  Pick<typeof CpaasWords, "web"> &
  Pick<typeof SmsCarriers, "web"> &
  Pick<typeof SmsReport, "web"> &
  Pick<typeof SmsSettings, "web"> &
  Pick<typeof SmsCampaigns, "web"> &
  Pick<typeof SmsTemplates, "web"> &
  Pick<typeof SmsThreads, "web"> &
  Pick<typeof SmsWriting, "web"> &
  Pick<typeof EvaluationWords, "web"> &
  Pick<typeof InformationWords, "web"> &
  Pick<typeof PeopleSheet, "web"> &
  Pick<typeof RetentionWords, "web"> &
  Pick<typeof SearchWords, "web"> &
  Pick<typeof PersonalBreach, "web"> &
  Pick<typeof PersonalData, "web"> &
  Pick<typeof TicketWords, "web"> &
  Pick<typeof WebhookWords, "web"> &
  Pick<typeof WidgetWords, "web"> &
  Pick<typeof Accounts, "web"> &
  Pick<typeof Disputes, "web"> &
  Pick<typeof AccountScreens, "web"> &
  Pick<typeof Calls, "web"> &
  Pick<typeof Dashboard, "web"> &
  Pick<typeof Desk, "web"> &
  Pick<typeof Formats, "web"> &
  Pick<typeof Lists, "web"> &
  Pick<typeof CaseEndings, "web"> &
  Pick<typeof CodeCases, "web"> &
  Pick<typeof Mandates, "web"> &
  Pick<typeof TestEvidence, "web"> &
  Pick<typeof TestPapers, "web"> &
  Pick<typeof LicenceRecord, "web"> &
  Pick<typeof OperationalTest, "web"> &
  Pick<typeof Notices, "states" | "web"> &
  Pick<typeof Receipts, "web"> &
  Pick<typeof Oss, "web"> &
  Pick<typeof People, "roles" | "web"> &
  Pick<typeof Company, "companyKinds" | "nibStatuses" | "risks"> &
  Pick<typeof Numbering, "states" | "web"> &
  Pick<typeof Registration, "companyKinds" | "roles" | "web"> &
  Pick<typeof LicenceDiagram & typeof LicenceRequirements, "licence"> &
  Pick<typeof LicenceRequirements, "licence"> &
  Pick<typeof LicenceDesk, "web"> &
  Pick<typeof Licences, "web"> &
  Pick<typeof Objections, "web"> &
  Pick<typeof Answering, "web"> &
  Pick<typeof FlowScreens, "web"> &
  Pick<typeof NamedHours, "web"> &
  Pick<typeof AgentDesk, "web"> &
  Pick<typeof BrandingWords, "web"> &
  Pick<typeof CentreAudit, "web"> &
  Pick<typeof CentrePeople, "web"> &
  Pick<typeof QueueReport, "web"> &
  Pick<typeof QueueScreens, "web"> &
  Pick<typeof StartWords, "web"> &
  Pick<typeof Wallboards, "web"> &
  Pick<typeof Imports & typeof Inventory & typeof Service, "web">;

declare module "use-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}

interface Speech {
  readonly locale: Locale;
  readonly messages: Partial<Messages>;
}

interface WordPart {
  readonly web?: object;
}

/** The language cookie, shared with the server-rendered public pages. */
const COOKIE = /(?:^|; )sambung-locale=(id|en)(?:;|$)/;
const YEAR_S = 31_536_000;

/** The language stored in this browser; without one, English if the browser prefers it, otherwise Indonesian. */
function storedLocale(): Locale {
  const kept = COOKIE.exec(document.cookie)?.[1];
  if (kept === "id" || kept === "en") return kept;
  return navigator.language.startsWith("en") ? "en" : "id";
}

function keepLocale(locale: Locale): void {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser that we serve
  document.cookie = `sambung-locale=${locale}; Path=/; Max-Age=${YEAR_S}; SameSite=Lax${secure}`;
}

let speech: Speech = { locale: storedLocale(), messages: {} };
const loaded = new Map<WordGroup, Promise<void>>();
const listeners = new Set<() => void>();

function publishSpeech(next: Speech): void {
  speech = next;
  for (const listener of listeners) listener();
}

function merged(before: Partial<Messages>, part: WordPart): Partial<Messages> {
  return { ...before, ...part, web: { ...before.web, ...part.web } } as Partial<Messages>;
}

/** Loads a group of translations in the current language, once. */
export function loadWords(group: WordGroup): Promise<void> {
  const known = loaded.get(group);
  if (known !== undefined) return known;
  const { locale } = speech;
  const loading = WORD_FILES[group][locale]().then((file) => {
    if (speech.locale === locale) publishSpeech({ locale, messages: merged(speech.messages, file.default) });
  });
  loading.catch(() => loaded.delete(group));
  loaded.set(group, loading);
  return loading;
}

/** Loads the translations that every screen needs, in the stored language. */
export async function beginSpeech(): Promise<void> {
  speak(speech.locale);
  document.documentElement.lang = speech.locale;
  await loadWords("base");
}

/** Changes the language: reloads all loaded groups in the new language, then publishes them together. */
async function switchLocale(locale: Locale): Promise<void> {
  const files = await Promise.all([...loaded.keys()].map((group) => WORD_FILES[group][locale]()));
  keepLocale(locale);
  speak(locale);
  document.documentElement.lang = locale;
  publishSpeech({ locale, messages: files.reduce<Partial<Messages>>((all, file) => merged(all, file.default), {}) });
  void queryClient.invalidateQueries();
}

const SwitchContext = createContext<(locale: Locale) => void>(() => undefined);

/** Returns the function that changes the language of all screens. */
export const useSwitchLocale = (): ((locale: Locale) => void) => useContext(SwitchContext);

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const onSwitch = (locale: Locale): void => void switchLocale(locale);

/** Provides the translations to all screens below. */
export function SpeechProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [now, setNow] = useState(speech);
  // Subscribes before paint: translations may be published before a passive effect runs.
  useLayoutEffect(() => {
    setNow(speech);
    return listen(() => setNow(speech));
  }, []);
  return (
    <SwitchContext value={onSwitch}>
      <IntlProvider locale={now.locale} messages={now.messages as Messages} timeZone="Asia/Jakarta">
        {children}
      </IntlProvider>
    </SwitchContext>
  );
}
