/** A file of a case: page images on which a finding can be placed, the facts extracted from the file, and the previous file. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Document } from "../../../parts/document.tsx";
import { Icon } from "../../../parts/icons.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { shortDate } from "../../../words/dates.ts";
import { FileRead } from "../file-read.tsx";
import type { FileFacts, Finding, Item, Licence, LicenceForm, SlotFile } from "../licence-types.ts";
import { useSlotName } from "../slot-files.tsx";
import { PagePicture } from "./page-picture.tsx";
import { pageAddress, roundQuery } from "./review-data.ts";
import { NOWHERE, type Pointed } from "./review-types.ts";

/** Longer side of a page image in pixels: beside the list, and enlarged. */
const SIDE = 1_600;
const BIG_SIDE = 2_600;

interface CaseDocumentViewProps {
  readonly licence: Licence;
  readonly item: Item;
  readonly file: SlotFile;
  readonly form: LicenceForm;
  readonly page: number;
  readonly findings: readonly Finding[];
  readonly pointed: Pointed | null;
  readonly onPoint: ((place: Pointed) => void) | null;
  readonly onPage: (page: number) => void;
}

/** The facts that the applicant states about the file. */
function Stated({ file }: { readonly file: SlotFile }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const locale = useLocale();
  const { number, issuedOn, validUntil } = file.stated;
  const lines = [
    number === "" ? [] : t("statedNumber", { number }),
    issuedOn === "" ? [] : t("statedIssued", { date: shortDate(issuedOn, locale) }),
    validUntil === "" ? [] : t("statedUntil", { date: shortDate(validUntil, locale) }),
  ].flat();
  return <p className="text-small text-soft">{lines.length === 0 ? t("statedNothing") : lines.join(" · ")}</p>;
}

function PageSteps({
  page,
  pages,
  onPage,
}: {
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}): ReactNode {
  const t = useTranslations("web.licenceDesk");
  if (pages < 2) return null;
  return (
    <nav className="flex flex-wrap items-center gap-2" aria-label={t("pagesOf")}>
      <button type="button" className="button button-small" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <Icon name="left" size={16} />
        {t("pageBack")}
      </button>
      <span className="text-small tabular-nums" role="status">
        {t("pageOf", { page, pages })}
      </span>
      <button type="button" className="button button-small" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        {t("pageOn")}
        <Icon name="right" size={16} />
      </button>
    </nav>
  );
}

/** The form fields extracted from the file. */
function FieldsRead({ facts }: { readonly facts: FileFacts | null }): ReactNode {
  const t = useTranslations("web.licenceDesk");
  const fields = Object.entries(facts?.fields ?? {});
  if (fields.length === 0) return null;
  const empty = fields.filter(([, value]) => value.trim() === "").length;
  return (
    <details>
      <summary className="cursor-pointer text-small font-semibold">
        {t("fieldsRead", { count: fields.length, empty })}
      </summary>
      <dl className="facts facts-narrow mt-2">
        {fields.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value.trim() === "" ? t("fieldEmpty") : value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** The file in this slot at the previous submission, if it was a different file. */
function useEarlier(licence: Licence, file: SlotFile, isChanged: boolean) {
  const before = licence.round - 1;
  const { data } = useQuery({ ...roundQuery(licence.id, before), enabled: isChanged && before >= 0 });
  const earlier = data?.documents.find(({ slot }) => slot === file.slot);
  return earlier === undefined || earlier.sha256 === file.sha256 ? null : earlier;
}

/** The viewer of one file. */
export function CaseDocumentView(props: CaseDocumentViewProps): ReactNode {
  const { licence, item, file, form, findings, pointed, onPoint, onPage } = props;
  const t = useTranslations("web.licenceDesk");
  const slotName = useSlotName(form);
  const [isPlain, setPlain] = useState(false);
  const [isBig, setBig] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const earlier = useEarlier(licence, file, item.changed && licence.round > 0);
  const facts = (file.facts ?? null) as FileFacts | null;
  const found = licence.preCheck.filter(({ place }) => place.slot === file.slot);
  const pages = Math.max(1, file.pages ?? facts?.pages ?? 1);
  const page = Math.min(pages, Math.max(1, props.page));
  const here = findings.filter(({ place }) => place.slot === file.slot && place.page === page);
  const isPhoto = facts?.type.startsWith("image/") ?? false;
  const drawn = pageAddress({
    id: licence.id,
    slot: file.slot,
    page,
    sha256: file.sha256,
    side: isBig ? BIG_SIDE : SIDE,
  });
  const address = isPhoto ? `/api/files/${file.fileId}` : drawn;
  const isPointedHere = pointed !== null && pointed.slot === file.slot && pointed.page === page;
  return (
    <section className="grid min-w-0 gap-4" aria-label={slotName(file)}>
      <div className="card grid gap-3 p-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <p className="min-w-0 font-semibold [overflow-wrap:anywhere]">{file.name}</p>
          <a href={`/api/files/${file.fileId}`} target="_blank" rel="noreferrer" className="text-small">
            {t("openFile")}
          </a>
        </div>
        <Stated file={file} />
        <FileRead licenceId={licence.id} file={file} findings={found} />
        <FieldsRead facts={facts} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PageSteps page={page} pages={pages} onPage={onPage} />
        <span className="flex flex-wrap gap-2">
          {isPlain || failed === address ? null : (
            <button type="button" className="button button-small" aria-pressed={isBig} onClick={() => setBig(!isBig)}>
              {t("bigger")}
            </button>
          )}
          <button
            type="button"
            className="button button-small"
            aria-pressed={isPlain}
            onClick={() => setPlain(!isPlain)}
          >
            {t("plainViewer")}
          </button>
        </span>
      </div>
      <div className={`grid min-w-0 items-start gap-4 ${earlier === null ? "" : "xl:grid-cols-2"}`}>
        {earlier === null ? null : (
          <div className="grid min-w-0 gap-2">
            <h3 className="text-small font-semibold text-soft">{t("fileBefore", { round: licence.round - 1 })}</h3>
            <Document fileId={earlier.fileId} title={earlier.name} />
          </div>
        )}
        <div className="grid min-w-0 gap-2">
          {earlier === null ? null : (
            <h3 className="text-small font-semibold text-soft">{t("fileNow", { round: licence.round })}</h3>
          )}
          {isPlain ? <Document fileId={file.fileId} title={file.name} /> : null}
          {!isPlain && failed === address ? <Notice tone="wait">{t("pageGone")}</Notice> : null}
          {isPlain || failed === address ? null : (
            <PagePicture
              key={address}
              address={address}
              alt={t("pageAlt", { page, name: file.name })}
              isBig={isBig}
              marks={here.flatMap(({ id, place, note }, index) =>
                place.spot === null ? [] : [{ id, ...place.spot, label: String(index + 1), note }],
              )}
              spot={isPointedHere ? pointed.spot : null}
              onSpot={onPoint === null ? null : (spot) => onPoint({ ...NOWHERE, slot: file.slot, page, spot })}
              onFail={() => setFailed(address)}
            />
          )}
        </div>
      </div>
    </section>
  );
}
