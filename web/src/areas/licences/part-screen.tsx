/** A page of an application: a part of the form, or the file of a requirement. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../../parts/icons.tsx";
import { FailureNotice, Loading, Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { RuleNote } from "../../parts/rule-note.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { isOpen, isPartKey, mayChange, pageOfPlace, pagesOf } from "./item-state.ts";
import { LicenceFrame } from "./licence-frame.tsx";
import type { Licence } from "./licence-types.ts";
import { PartPage } from "./part-page.tsx";
import { type CheckFrame, checkFrameOf, licenceRulesQuery } from "./pre-check.ts";
import { usePageName, useRequirementName } from "./requirement-words.ts";
import { SlotsPage } from "./slots-page.tsx";

const FindingCards = lazy(() => import("./finding-cards.tsx").then((file) => ({ default: file.FindingCards })));

/** The reason why the page cannot be edited. */
function Locked({ licence, page }: { readonly licence: Licence; readonly page: string }): ReactNode {
  const t = useTranslations("web.licence");
  if (mayChange(licence, page)) return null;
  const isAccepted = licence.items.some((item) => item.locked && (item.key === page || item.parts.includes(page)));
  const reason =
    isOpen(licence) && !licence.mayWrite
      ? "lockedReader"
      : isAccepted
        ? "lockedAccepted"
        : isOpen(licence)
          ? "lockedNotReturned"
          : "lockedSent";
  return (
    <div className="mb-5">
      <Notice tone="info" title={t(`${reason}.title`)}>
        {t(`${reason}.text`)}
      </Notice>
    </div>
  );
}

/** The requirements that this page fulfils: instruction, purpose and rule of each. */
function RequirementList({ licence, page }: { readonly licence: Licence; readonly page: string }): ReactNode {
  const t = useTranslations("web.licence");
  const words = useTranslations("licence.requirement");
  const nameOf = useRequirementName();
  const items = licence.items.filter((item) => item.key === page || item.parts.includes(page));
  const [only] = items;
  return (
    <>
      {items.length === 1 && only !== undefined && words.has(`${only.key}.what` as "D01.what") ? (
        <p>{words(`${only.key}.what` as "D01.what")}</p>
      ) : null}
      <details className="mt-2 text-small">
        <summary className="cursor-pointer">{t("why")}</summary>
        <ul className="mt-2 grid gap-3">
          {items.map((item) => (
            <li key={item.key}>
              <p className="font-semibold">{nameOf(item.key)}</p>
              {words.has(`${item.key}.why` as "D01.why") ? <p>{words(`${item.key}.why` as "D01.why")}</p> : null}
              <RuleNote rule={item.rule} />
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function OnePage({
  licence,
  page,
  frame,
}: {
  readonly licence: Licence;
  readonly page: string;
  readonly frame: CheckFrame;
}): ReactNode {
  const t = useTranslations("web.licence");
  const nameOf = usePageName();
  const pages = pagesOf(licence);
  const next = pages[pages.indexOf(page) + 1] ?? null;
  const returned = licence.findings.filter(
    (finding) => finding.state === "sent" && pageOfPlace(licence, finding) === page,
  );
  return (
    <Page
      key={page}
      width={page === "configuration" ? "working" : "reading"}
      title={nameOf(page)}
      lead={<RequirementList licence={licence} page={page} />}
      above={
        <div className="mb-4 flex flex-wrap items-center justify-between gap-3 text-small">
          <Link to="/izin/$id" params={{ id: licence.id }} className="inline-flex items-center gap-1">
            <Icon name="left" size={16} />
            {t("allParts")}
          </Link>
          <span className="text-soft">{t("pageOf", { now: pages.indexOf(page) + 1, total: pages.length })}</span>
        </div>
      }
    >
      <Locked licence={licence} page={page} />
      {returned.length === 0 ? null : (
        <section className="mb-6" aria-label={t("findings", { count: returned.length })}>
          <Suspense fallback={<Loading lines={3} />}>
            <FindingCards licence={licence} findings={returned} withWay={false} />
          </Suspense>
        </section>
      )}
      {isPartKey(page) ? (
        <PartPage licence={licence} part={page} frame={frame} next={next} />
      ) : (
        <SlotsPage licence={licence} requirement={page} frame={frame} next={next} />
      )}
    </Page>
  );
}

function WithCheckFrame({ licence, page }: { readonly licence: Licence; readonly page: string }): ReactNode {
  const { data, error, refetch } = useQuery(licenceRulesQuery(licence));
  if (!isPartKey(page) && !licence.items.some(({ key }) => key === page)) return <NotFoundScreen />;
  if (error !== null && data === undefined) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading lines={6} />;
  return <OnePage licence={licence} page={page} frame={checkFrameOf(licence, data)} />;
}

/** The screen of `/izin/ID/bagian/PART`. */
export function PartScreen(): ReactNode {
  const t = useTranslations("web.licence");
  const { id, part } = useParams({ from: "/izin/$id/bagian/$part" });
  return (
    <LicenceFrame id={id} notLive={t("notLive")}>
      {(licence) => <WithCheckFrame key={part} licence={licence} page={part} />}
    </LicenceFrame>
  );
}
