/** Save conflict: another user saved the same part. Shows both versions with a choice; nothing is overwritten before the choice. */
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Notice } from "../../parts/notice.tsx";
import { moment } from "../../words/dates.ts";
import type { LicenceForm, PartKey } from "./licence-types.ts";
import { PartChanges } from "./part-answers.tsx";
import type { PartHandle } from "./part-save.ts";

/** The choice, above the fields. */
export function PartConflict({
  part,
  form,
  handle,
}: {
  readonly part: PartKey;
  readonly form: LicenceForm;
  readonly handle: PartHandle;
}): ReactNode {
  const t = useTranslations("web.licence");
  const locale = useLocale();
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  const { conflict } = handle;
  if (conflict === null) return null;
  return (
    <section ref={box} tabIndex={-1} className="grid gap-4 rounded-small" aria-label={t("conflict.title")}>
      <Notice tone="wait" urgent title={t("conflict.title")}>
        <p>
          {t("conflict.text", {
            name: conflict.by ?? t("conflict.somebody"),
            at: conflict.at === null ? "" : moment(conflict.at, locale),
          })}
        </p>
      </Notice>
      <PartChanges
        part={part}
        before={conflict.theirs}
        after={handle.value}
        form={form}
        beforeName={t("conflict.theirs")}
        afterName={t("conflict.mine")}
      />
      <div className="flex flex-wrap gap-3">
        <button type="button" className="button button-main" onClick={() => handle.settle("mine")}>
          {t("conflict.keepMine")}
        </button>
        <button type="button" className="button" onClick={() => handle.settle("theirs")}>
          {t("conflict.takeTheirs")}
        </button>
      </div>
    </section>
  );
}
