/** Recomputes the record of a call from its events on request. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useMutation } from "../../data/use-mutation.ts";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { timeOfDay } from "./call-words.ts";
import { recheckCall } from "./calls-data.ts";

/** The button and the result. */
export function CallRecheck({ id, timeZone }: { readonly id: string; readonly timeZone: string }): ReactNode {
  const t = useTranslations("web.calls.detail");
  const locale = useLocale();
  const check = useMutation({ mutationFn: () => recheckCall(id) });
  return (
    <section className="card grid gap-3 p-5" aria-labelledby="call-recheck">
      <h2 id="call-recheck">{t("recheckTitle")}</h2>
      <p className="text-soft">{t("recheckText")}</p>
      <div>
        <BusyButton
          type="button"
          className="button button-small"
          isBusy={check.isPending}
          onClick={() => check.mutate()}
        >
          {t("recheck")}
        </BusyButton>
      </div>
      <div aria-live="polite">
        {check.error === null ? null : <FailureNotice error={check.error} />}
        {check.data === undefined ? null : check.data.isSame ? (
          <Notice
            tone="good"
            title={t("recheckSame", {
              count: check.data.events,
              time: timeOfDay(check.data.checkedAt, timeZone, locale),
            })}
          />
        ) : (
          <Differences found={check.data.differences} />
        )}
      </div>
    </section>
  );
}

interface Difference {
  readonly field: string;
  readonly kept: string;
  readonly recomputed: string;
}

function Differences({ found }: { readonly found: readonly Difference[] }): ReactNode {
  const t = useTranslations("web.calls.detail");
  return (
    <Notice tone="bad" title={t("recheckDiffers")}>
      <table className="table mt-2">
        <thead>
          <tr>
            <th scope="col">{t("field")}</th>
            <th scope="col">{t("kept")}</th>
            <th scope="col">{t("recomputed")}</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ field, kept, recomputed }) => (
            <tr key={field}>
              <th scope="row">{field}</th>
              <td className="break-all">{kept}</td>
              <td className="break-all">{recomputed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Notice>
  );
}
