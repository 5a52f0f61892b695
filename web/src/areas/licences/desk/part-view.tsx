/** A part of the form for an officer: its graphic, its changes and all answers. */
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import type { Finding, Licence, LicenceForm, PartKey } from "../licence-types.ts";
import { PartChanges } from "../part-answers.tsx";
import { PartAnswersTable } from "./part-answers-table.tsx";
import { roundQuery } from "./review-data.ts";
import type { Pointed } from "./review-types.ts";

/** The graphic needs more code than the answers, so the answers are rendered before it is loaded. */
const PartPicture = lazy(() => import("./part-picture.tsx").then((file) => ({ default: file.PartPicture })));

interface PartViewProps {
  readonly licence: Licence;
  readonly part: PartKey;
  readonly form: LicenceForm;
  readonly findings: readonly Finding[];
  readonly pointed: Pointed | null;
  readonly onPoint: ((place: Pointed) => void) | null;
  readonly onFile: (slot: string) => void;
  readonly onRow: (part: string, rowId: string) => void;
}

/** Old and new answers side by side, only where they differ. */
function Changed({ licence, part, form }: Pick<PartViewProps, "licence" | "part" | "form">): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const before = licence.round - 1;
  const { data } = useQuery({ ...roundQuery(licence.id, before), enabled: before >= 0 });
  if (data === undefined) return null;
  return (
    <section className="grid gap-2" aria-label={t("changedTitle", { round: licence.round })}>
      <h3 className="text-lead">{t("changedTitle", { round: licence.round })}</h3>
      <PartChanges
        part={part}
        before={data.parts.find(({ key }) => key === part)?.value}
        after={form[part]}
        form={form}
        beforeName={t("fileBefore", { round: before })}
        afterName={t("fileNow", { round: licence.round })}
      />
    </section>
  );
}

/** The part. From the second round on the changes come first, and a button shows the whole part. */
export function PartView({ licence, part, form, findings, pointed, onPoint, onFile, onRow }: PartViewProps): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const isLater = licence.round > 0;
  const [isWhole, setWhole] = useState(!isLater);
  return (
    <div className="grid min-w-0 gap-5">
      {isLater ? <Changed licence={licence} part={part} form={form} /> : null}
      {isLater ? (
        <button
          type="button"
          className="button button-small justify-self-start"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        >
          {t(isWhole ? "wholeHide" : "wholeShow")}
        </button>
      ) : null}
      {isWhole ? (
        <>
          <Suspense fallback={null}>
            <PartPicture licence={licence} part={part} form={form} findings={findings} onRow={onRow} />
          </Suspense>
          <PartAnswersTable
            part={part}
            form={form}
            documents={licence.documents}
            findings={findings}
            pointed={pointed}
            onPoint={onPoint}
            onFile={onFile}
          />
        </>
      ) : null}
    </div>
  );
}
