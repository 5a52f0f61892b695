/** The public inventory: each pattern as blocks of one hundred codes, or as a list. Filters and page are stored in the URL. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useMemo } from "react";
import { useTranslations } from "use-intl";
import { useActing } from "../../data/acting.ts";
import { codesQuery, holdsQuery, myOrganisationsQuery, patternsQuery, sessionQuery } from "../../data/queries.ts";
import type { Code, Pattern } from "../../data/types.ts";
import { Freshness, LostConnection } from "../../parts/freshness.tsx";
import { Icon } from "../../parts/icons.tsx";
import { FilterSelect, SearchBox } from "../../parts/list-tools.tsx";
import { Empty, FailureNotice, Loading } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CODE_STATES, StateLegend } from "../../parts/state-legend.tsx";
import { isStaff } from "../../shell/places.ts";
import { codeBlockOf, sheetsOf } from "../../words/code-block.ts";
import { useInventoryLive } from "./inventory-live.ts";
import { NumberBlockPicker } from "./number-block-picker.tsx";
import { NumberGrid } from "./number-grid.tsx";

const CodeDetails = lazy(() => import("./code-details.tsx").then((file) => ({ default: file.CodeDetails })));
const CodeList = lazy(() => import("./code-list.tsx").then((file) => ({ default: file.CodeList })));

const PATTERN_CODES_MAX = 1_000;

type Address = {
  readonly pattern?: string;
  readonly sheet?: string;
  readonly search?: string;
  readonly state?: string;
  readonly view?: string;
  readonly code?: string;
  readonly sort?: string;
  readonly page?: string;
};

type Change = (change: { [key in keyof Address]: string | undefined }) => void;

function useAddress(): readonly [Address, Change] {
  const address: Address = useSearch({ from: "/nomor" });
  const navigate = useNavigate({ from: "/nomor" });
  const change = useCallback<Change>(
    (part) =>
      void navigate({
        search: (before) => ({ ...before, ...part }) as Address,
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return [address, change];
}

/** Codes that the user's companies currently hold. */
function useMyCodes(): ReadonlySet<string> {
  const { data: session } = useQuery(sessionQuery);
  const mayOwn = session !== undefined && session.person !== null && !isStaff(session);
  const organisations = useQuery({ ...myOrganisationsQuery, enabled: mayOwn });
  const acting = useActing(session);
  const verified = organisations.data?.items.filter((one) => one.state === "verified");
  const organisationId = (verified?.find((one) => one.id === acting?.organisationId) ?? verified?.[0])?.id;
  const holds = useQuery({ ...holdsQuery(organisationId ?? ""), enabled: organisationId !== undefined });
  return useMemo(() => new Set(holds.data?.items.map((hold) => hold.code)), [holds.data]);
}

function Toolbar({
  address,
  patterns,
  change,
}: {
  readonly address: Address;
  readonly patterns: readonly Pattern[];
  readonly change: Change;
}): ReactNode {
  const t = useTranslations("web.numbers");
  const parts = useTranslations("web.parts");
  const states = useTranslations("states");
  const current = address.pattern ?? patterns[0]?.id;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3">
      <fieldset className="segments" aria-label={t("patterns")}>
        {patterns.map((pattern) => (
          <button
            key={pattern.id}
            type="button"
            className="segment"
            aria-pressed={pattern.id === current}
            onClick={() => change({ pattern: pattern.id, sheet: undefined, page: undefined, code: undefined })}
          >
            {pattern.label}
          </button>
        ))}
      </fieldset>
      <SearchBox
        value={address.search ?? ""}
        label={t("searchLabel")}
        placeholder={t("searchExample")}
        onSearch={(search) => change({ search: search || undefined, page: undefined, sheet: undefined })}
      />
      <FilterSelect
        label={parts("filterState")}
        value={address.state ?? ""}
        options={CODE_STATES.map((state) => ({ value: state, label: states(`code.${state}`) }))}
        onChange={(state) => change({ state: state || undefined, page: undefined })}
      />
      <fieldset className="segments" aria-label={t("view")}>
        {(["sheet", "list"] as const).map((view) => (
          <button
            key={view}
            type="button"
            className="segment"
            aria-pressed={(address.view ?? "sheet") === view}
            onClick={() => change({ view: view === "sheet" ? undefined : view })}
          >
            <Icon name={view === "sheet" ? "grid" : "queue"} size={16} />
            {t(`views.${view}`)}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

interface NumberGridViewProps {
  readonly address: Address;
  readonly pattern: Pattern;
  readonly change: Change;
  readonly changed: ReadonlySet<string>;
}

/** Links to other patterns with matches, when this pattern has none. */
function Elsewhere({ address, change }: Pick<NumberGridViewProps, "address" | "change">): ReactNode {
  const t = useTranslations("web.numbers");
  const { search, state } = address;
  const query = { ...(search === undefined ? {} : { search }), ...(state === undefined ? {} : { state }), pageSize: 1 };
  const { data } = useQuery(codesQuery(query));
  const found = data?.items[0];
  if (found === undefined) return null;
  return (
    <button
      type="button"
      className="button button-main"
      onClick={() => change({ pattern: found.pattern, sheet: codeBlockOf(found.code) })}
    >
      {t("elsewhere", { pattern: found.pattern, count: data?.total ?? 0 })}
    </button>
  );
}

function NumberGridView({ address, pattern, change, changed }: NumberGridViewProps): ReactNode {
  const t = useTranslations("web.numbers");
  const mine = useMyCodes();
  const all = useQuery(codesQuery({ pattern: pattern.id, pageSize: PATTERN_CODES_MAX }));
  const search = useQuery({
    ...codesQuery({ pattern: pattern.id, search: address.search ?? "", pageSize: PATTERN_CODES_MAX }),
    enabled: address.search !== undefined,
  });
  const matching = useMemo(
    () => matchingCodes({ address, all: all.data?.items, found: search.data?.items }),
    [address, all.data, search.data],
  );
  if (all.error !== null && all.data === undefined)
    return <FailureNotice error={all.error} onRetry={() => void all.refetch()} />;
  if (all.data === undefined) return <Loading lines={11} height={40} />;
  const codes = all.data.items;
  const sheets = sheetsOf(codes);
  const firstMatch = matching === null ? undefined : codes.find((code) => matching.has(code.code))?.code;
  const wanted =
    address.sheet ??
    (address.code === undefined ? undefined : codeBlockOf(address.code)) ??
    (firstMatch === undefined ? undefined : codeBlockOf(firstMatch));
  const sheet = sheets.find((one) => one === wanted) ?? sheets[0] ?? "";
  return (
    <div>
      {search.error === null ? null : <FailureNotice error={search.error} />}
      <NumberBlockPicker
        codes={codes}
        sheets={sheets}
        sheet={sheet}
        matching={matching}
        onPick={(next) => change({ sheet: next })}
      />
      {matching !== null && matching.size === 0 ? (
        <div className="mb-4">
          <Empty title={t("noneTitle")} action={<Elsewhere address={address} change={change} />}>
            {t("noneText")}
          </Empty>
        </div>
      ) : null}
      <NumberGrid
        key={sheet}
        sheet={sheet}
        codes={codes.filter((code) => codeBlockOf(code.code) === sheet)}
        selected={address.code}
        matching={matching}
        mine={mine}
        changed={changed}
        onSelect={(code) => change({ code })}
      />
      <p id="sheet-keys" className="mt-3 hidden text-small text-faint lg:block">
        {t("keys")}
      </p>
      <div className="mt-4">
        <StateLegend counts={pattern.counts} />
      </div>
    </div>
  );
}

function matchingCodes(of: {
  readonly address: Address;
  readonly all: readonly Code[] | undefined;
  readonly found: readonly Code[] | undefined;
}): ReadonlySet<string> | null {
  const { address, all, found } = of;
  if (address.search === undefined && address.state === undefined) return null;
  const pool = address.search === undefined ? all : found;
  return new Set(
    (pool ?? []).filter((code) => address.state === undefined || code.state === address.state).map((code) => code.code),
  );
}

function DetailsPanel({
  code,
  onClose,
}: {
  readonly code: string | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const t = useTranslations("web.numbers");
  if (code === undefined) {
    return (
      <aside className="hidden self-start rounded-card border border-dashed border-strong p-5 text-soft lg:sticky lg:top-[76px] lg:block">
        <p>{t("pickOne")}</p>
      </aside>
    );
  }
  return (
    <aside
      aria-label={t("details")}
      aria-live="polite"
      className="card fixed inset-x-2 bottom-[64px] z-20 max-h-[62dvh] self-start overflow-y-auto p-5 shadow-[var(--shadow-lift)] lg:sticky lg:inset-auto lg:top-[76px] lg:max-h-[calc(100dvh-96px)] lg:shadow-[var(--shadow)]"
    >
      <button
        type="button"
        className="button button-quiet absolute top-4 right-3 px-2"
        onClick={onClose}
        aria-label={t("closeDetails")}
      >
        <Icon name="close" />
      </button>
      <Suspense fallback={<Loading lines={4} />}>
        <CodeDetails code={code} />
      </Suspense>
    </aside>
  );
}

/** The inventory screen. */
export function NumbersScreen(): ReactNode {
  const t = useTranslations("web.numbers");
  const [address, change] = useAddress();
  const { liveness, changed } = useInventoryLive();
  const patterns = useQuery(patternsQuery);
  const items = patterns.data?.items ?? [];
  const byCode = address.code === undefined ? undefined : items.find((one) => one.digits === address.code?.length)?.id;
  const pattern = items.find((one) => one.id === (address.pattern ?? byCode)) ?? items[0];
  const onSelect = useCallback((code: string) => change({ code }), [change]);
  return (
    <Page width="working" title={t("title")} lead={t("lead")} actions={<Freshness liveness={liveness} />}>
      <LostConnection liveness={liveness} />
      {patterns.error !== null && patterns.data === undefined ? (
        <FailureNotice error={patterns.error} onRetry={() => void patterns.refetch()} />
      ) : null}
      {pattern === undefined && patterns.error === null ? <Loading lines={12} /> : null}
      {pattern === undefined ? null : (
        <>
          <Toolbar address={{ ...address, pattern: pattern.id }} patterns={items} change={change} />
          <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_340px]">
            {address.view === "list" ? (
              <div className="min-w-0">
                <Suspense fallback={<Loading lines={10} />}>
                  <CodeList
                    query={{
                      ...(address.search === undefined ? { pattern: pattern.id } : { search: address.search }),
                      ...(address.state === undefined ? {} : { state: address.state }),
                      ...(address.sort === undefined ? {} : { sort: address.sort }),
                    }}
                    page={Math.max(1, Number(address.page ?? "1") || 1)}
                    selected={address.code}
                    onSelect={onSelect}
                    onSort={(sort) => change({ sort, page: undefined })}
                    onPage={(page) => change({ page: String(page) })}
                  />
                </Suspense>
              </div>
            ) : (
              <NumberGridView address={address} pattern={pattern} change={change} changed={changed} />
            )}
            <DetailsPanel code={address.code} onClose={() => change({ code: undefined })} />
          </div>
        </>
      )}
    </Page>
  );
}
