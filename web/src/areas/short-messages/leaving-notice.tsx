/** The effect of the permitted hours for promotional messages on a message. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import type { Leaving } from "./writing.ts";

const TONES = { now: "good", planned: "good", waits: "wait", never: "bad", closed: "bad" } as const;

/** A sentence, with the time of sending where it is postponed. */
export function LeavingNotice({ leaving }: { readonly leaving: Leaving }): ReactNode {
  const t = useTranslations("web.smsWriting.hours");
  const locale = useLocale();
  return (
    <Notice tone={TONES[leaving.kind]}>
      <p>{t(leaving.kind, { at: "at" in leaving ? moment(leaving.at, locale) : "" })}</p>
    </Notice>
  );
}
