/** Preview of a file: number of messages, cost, duration, rejected rows with reasons, and the first messages. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { BusyButton } from "../../parts/busy-button.tsx";
import { FailureNotice, Notice } from "../../parts/notice.tsx";
import { rupiah } from "../../words/amounts.ts";
import { type CampaignEstimate, type PreviewedCampaign, perHourOf } from "./campaign-data.ts";

interface PreviewProps {
  readonly looked: PreviewedCampaign;
  readonly isPreparing: boolean;
  readonly error: Error | null;
  readonly onPrepare: () => void;
}

const HOUR_MINUTES = 60;

/** The complete preview, with the button that prepares the campaign if any message would be sent. */
export function CampaignPreview({ looked, isPreparing, error, onPrepare }: PreviewProps): ReactNode {
  const t = useTranslations("web.smsCampaigns.preview");
  const locale = useLocale();
  const { look, draft, file } = looked;
  const { lines, parts, priceRupiah, sent, isCovered, faulty, doubled } = look;
  const minutes = Math.ceil((lines / (perHourOf(draft) ?? 1)) * HOUR_MINUTES);
  const takes =
    minutes < HOUR_MINUTES
      ? t("minutes", { count: minutes })
      : t("hours", { count: Math.ceil(minutes / HOUR_MINUTES) });
  return (
    <section
      className="card grid gap-5 p-5 sm:p-7"
      aria-labelledby="preview"
      data-look={`${sent} ${parts} ${priceRupiah}`}
    >
      <div>
        <h2 id="preview" className="text-lead">
          {t("title")}
        </h2>
        <p className="text-small text-soft [overflow-wrap:anywhere]">{file.name}</p>
      </div>
      <div role="status" className="grid gap-2">
        <p className="text-lead">{t("sent", { count: sent })}</p>
        {sent === 0 ? null : (
          <p>{`${t("cost", { parts, price: rupiah(priceRupiah, locale) })} ${t("takes", { time: takes })}`}</p>
        )}
      </div>
      {isCovered ? null : (
        <Notice tone="wait" title={t("uncoveredTitle")}>
          <p>{t("uncoveredText")}</p>
        </Notice>
      )}
      {doubled === 0 ? null : <p>{t("doubled", { count: doubled })}</p>}
      <Refused look={look} />
      <Faults look={look} />
      <Sample look={look} />
      {error === null ? null : <FailureNotice error={error} />}
      {sent === 0 ? (
        <Notice tone="bad" title={t("nothing")} />
      ) : (
        <BusyButton
          type="button"
          className="button button-main justify-self-start"
          isBusy={isPreparing}
          onClick={onPrepare}
        >
          {faulty === 0 ? t("prepare") : t("prepareWithout", { count: faulty })}
        </BusyButton>
      )}
    </section>
  );
}

function Refused({ look: { refused } }: { readonly look: CampaignEstimate }): ReactNode {
  const t = useTranslations("web.smsCampaigns.preview");
  if (refused.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3>{t("refused")}</h3>
      <ul className="grid gap-2">
        {refused.map(({ code, message, count, firstLines }) => (
          <li key={code} data-refused={`${code} ${count}`} className="[overflow-wrap:anywhere]">
            {t("refusedOf", { count, message })}
            <span className="block text-small text-soft">
              {t("firstLines", { count: firstLines.length, lines: firstLines.join(", ") })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Faults({ look: { faults, faulty } }: { readonly look: CampaignEstimate }): ReactNode {
  const t = useTranslations("web.smsCampaigns.preview");
  if (faults.length === 0) return null;
  const all =
    faulty > faults.length ? t("faultsFirst", { count: faulty, shown: faults.length }) : t("faults", { count: faulty });
  const title = faulty > 0 ? all : t("fileFault");
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="table-frame max-h-96 overflow-auto" aria-label={title} tabIndex={0}>
      <table className="table table-cards">
        <caption className="px-3 py-2 text-left font-semibold">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{t("line")}</th>
            <th scope="col">{t("fault")}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ line, code, message }) => (
            <tr key={`${line} ${code}`} data-fault={`${line} ${code}`}>
              <td data-label={t("line")} className="tabular-nums">
                {line}
              </td>
              <td data-label={t("fault")} className="[overflow-wrap:anywhere]">
                {message}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Sample({ look: { sample } }: { readonly look: CampaignEstimate }): ReactNode {
  const t = useTranslations("web.smsCampaigns.preview");
  if (sample.length === 0) return null;
  return (
    <div className="grid gap-2">
      <h3>{t("sample")}</h3>
      <ul className="grid gap-3">
        {sample.map(({ line, to, text, parts }) => (
          <li key={line} className="rounded-small border border-line p-3">
            <p className="text-small text-soft tabular-nums">{t("sampleOf", { line, to, parts })}</p>
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
