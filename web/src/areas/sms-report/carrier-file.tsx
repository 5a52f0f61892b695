/** Comparison with a carrier's file. */
import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { useMutation } from "../../data/use-mutation.ts";
import { Field } from "../../parts/fields.tsx";
import { FileInput } from "../../parts/file-input.tsx";
import { FailureNotice } from "../../parts/notice.tsx";
import { type CarrierDay, type Compared, compareFile } from "./reconciliation-data.ts";

/** The file input, and the differences. */
export function CarrierFile(chosen: CarrierDay): ReactNode {
  const t = useTranslations("web.smsReport.reconcile");
  const id = useId();
  const comparing = useMutation({ mutationFn: (file: File) => compareFile(chosen, file) });
  return (
    <section className="card grid gap-4 p-5" aria-labelledby={`${id}title`}>
      <h2 id={`${id}title`} className="text-lead">
        {t("compareTitle")}
      </h2>
      <Field id={`${id}file`} label={t("compareTitle")} hint={t("compareHint")}>
        {(attributes) => (
          <FileInput
            {...attributes}
            accept=".xlsx,.csv,text/csv"
            text={t("compare")}
            isBusy={comparing.isPending}
            onFiles={([file]) => file && comparing.mutate(file)}
          />
        )}
      </Field>
      <div role="status" className="grid gap-4">
        {comparing.error === null ? null : <FailureNotice error={comparing.error} />}
        {comparing.data === undefined ? null : <Differences compared={comparing.data} />}
      </div>
    </section>
  );
}

function Differences({ compared }: { readonly compared: Compared }): ReactNode {
  const t = useTranslations("web.smsReport.reconcile");
  const { same, ours, theirs, missingThere, missingHere, stateDiffers, priceDiffers, doubled } = compared;
  const pairs = (found: Compared["stateDiffers"] | Compared["priceDiffers"]) => ({
    count: found.count,
    first: found.first.map((one) => t("pair", { id: one.id, ours: String(one.ours), theirs: String(one.theirs) })),
  });
  return (
    <>
      <p className="font-semibold">{t("summary", { same, ours, theirs })}</p>
      <Listed title={t("missingThere")} found={missingThere} />
      <Listed title={t("missingHere")} found={missingHere} />
      <Listed title={t("stateDiffers")} found={pairs(stateDiffers)} />
      <Listed title={t("priceDiffers")} found={pairs(priceDiffers)} />
      <Listed title={t("doubled")} found={doubled} />
    </>
  );
}

function Listed({ title, found }: { readonly title: string; readonly found: Compared["missingThere"] }): ReactNode {
  const t = useTranslations("web.smsReport.reconcile");
  const more = found.count - found.first.length;
  return (
    <section className="grid gap-1" aria-label={title}>
      <h3>{`${title} (${found.count})`}</h3>
      {found.count === 0 ? <p className="text-soft">{t("none")}</p> : null}
      <ul className="columns-1 gap-6 sm:columns-2">
        {found.first.map((one) => (
          <li key={one} className="[overflow-wrap:anywhere] tabular-nums">
            {one}
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="text-soft">{t("more", { count: more })}</p> : null}
    </section>
  );
}
