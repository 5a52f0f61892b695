/** The officers' screen of tests: tasks, the team calendar, and SKLOs to sign. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { TEST_STATES } from "../../../../../src/licensing/operational-tests/test-words.shared.ts";
import { timeInWords } from "../../../../../src/regulation/time-of-day.shared.ts";
import { useLive } from "../../../data/live.ts";
import { isNarrowed, narrowingOf } from "../../../data/narrowing.ts";
import { sessionQuery } from "../../../data/queries.ts";
import { Badge } from "../../../parts/badges.tsx";
import { ballQueryOf } from "../../../parts/case-queue.tsx";
import type { Column } from "../../../parts/data-table.tsx";
import { Freshness, LostConnection } from "../../../parts/freshness.tsx";
import { List } from "../../../parts/list-screen/list.tsx";
import { useListAddress } from "../../../parts/list-screen/list-address.ts";
import { ListFilters } from "../../../parts/list-screen/list-screen.tsx";
import { Narrowing } from "../../../parts/narrowing.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { Page } from "../../../parts/page.tsx";
import { may } from "../../../shell/places.ts";
import { shortDate } from "../../../words/dates.ts";
import { TestBadge, VerdictBadge } from "../test-badges.tsx";
import { testsQuery } from "../test-data.ts";
import type { TestRow } from "../test-types.ts";
import { OfficerCalendar } from "./officer-calendar.tsx";
import { SkloSignatures } from "./sklo-signatures.tsx";

const BALLS = ["task", "ministry", "applicant", "overdue", "sklo", "all"] as const;
const VIEWS = ["daftar", "kalender", "tanda-tangan"] as const;
const CHANGED = ["changed"] as const;

function useColumns(): readonly Column<TestRow>[] {
  const t = useTranslations("web.testDesk");
  const desk = useTranslations("web.desk");
  const locale = useLocale();
  return [
    { id: "number", header: desk("number"), to: "/uji/$id", look: "line", cell: (row) => row.number },
    {
      id: "company",
      header: desk("company"),
      cell: (row) => (
        <span className="line-clamp-2 min-w-[160px]" title={row.organisationName}>
          {row.organisationName}
        </span>
      ),
    },
    {
      id: "state",
      header: desk("state"),
      cell: (row) => (
        <span className="grid justify-items-start gap-1">
          <TestBadge state={row.state} />
          {row.verdict === null ? null : <VerdictBadge verdict={row.verdict} />}
          {row.methodAsked ? <span className="text-small text-wait">{t("methodAsked")}</span> : null}
          {row.noticeLate ? (
            <Badge shape="triangle" tone="bad">
              {t("noticeLate")}
            </Badge>
          ) : null}
        </span>
      ),
    },
    { id: "method", header: t("columnMethod"), cell: (row) => t(`method.${row.method}`) },
    {
      id: "date",
      header: t("columnDate"),
      sort: "date",
      cell: (row) => (
        <span className="whitespace-nowrap">
          {shortDate(row.testDate, locale)}
          {row.startsAt === null ? "" : ` ${timeInWords(row.startsAt, locale)}`}
        </span>
      ),
    },
    {
      id: "lead",
      header: t("columnLead"),
      cell: (row) => row.lead ?? <span className="text-faint">{desk("nobody")}</span>,
    },
    { id: "sklo", header: "SKLO", cell: (row) => t(`sklo.stage.${row.skloStage}`) },
    {
      id: "due",
      header: desk("promise"),
      sort: "due",
      cell: (row) => (
        <span className={row.overdue ? "font-semibold whitespace-nowrap text-bad" : "whitespace-nowrap"}>
          {row.dueDate === null ? "–" : shortDate(row.dueDate, locale)}
          {row.overdue ? ` (${t("overdue")})` : ""}
        </span>
      ),
    },
  ];
}

function TestTable(): ReactNode {
  const t = useTranslations("web.testDesk");
  const states = useTranslations("web.test.state");
  const parts = useTranslations("web.parts");
  const desk = useTranslations("web.desk");
  const list = useListAddress(useSearch({ from: "/tugas-uji" }));
  const { address: search, change } = list;
  const { data: session } = useQuery(sessionQuery);
  const sort = search.sort ?? "date";
  const scope = may(session, "application.read") ? "queue" : "team";
  const query = useQuery(
    testsQuery({
      scope,
      sort,
      ...list.pages,
      ...(search.search === undefined ? {} : { search: search.search }),
      ...(search.state === undefined ? {} : { state: search.state }),
      ...ballQueryOf(search),
      ...narrowingOf(search),
    }),
  );
  return (
    <>
      <ListFilters
        list={list}
        filters={[
          { key: "search", label: t("searchQueue") },
          {
            key: "state",
            label: parts("filterState"),
            options: TEST_STATES.map((state) => ({ value: state, label: states(state) })),
          },
          {
            key: "ball",
            label: t("ball"),
            all: t(search.search || search.state || isNarrowed(search) ? "balls.all" : "balls.open"),
            options: BALLS.map((ball) => ({ value: ball, label: t(`balls.${ball}`) })),
          },
        ]}
      />
      <Narrowing address={search} stageName={(stage) => t(`sklo.stage.${stage as "none"}`)} onChange={change} />
      <TaskNotice isShown={search.ball === "task"} scope={scope} />
      <List
        query={query}
        lines={10}
        height={36}
        caption={t("queueTitle")}
        columns={useColumns()}
        hasKeys
        sort={sort}
        onSort={(next) => change({ sort: next })}
        paging={list.paging}
        below={
          <p className="mt-4 hidden text-small text-soft lg:block">
            <kbd className="kbd">j</kbd> <kbd className="kbd">k</kbd> {desk("keysMove")}{" "}
            <kbd className="kbd">Enter</kbd> {desk("keysOpen")}
          </p>
        }
        empty={{ title: t("emptyTitle"), text: t("emptyText") }}
      />
    </>
  );
}

/** Notice above the list: tests without a date or team, or with a late notice. */
function TaskNotice({ isShown, scope }: { readonly isShown: boolean; readonly scope: "queue" | "team" }): ReactNode {
  const t = useTranslations("web.testDesk");
  const asked = testsQuery({ scope: "queue", ball: "task", sort: "date", page: 1, pageSize: 1 });
  const { data } = useQuery({ ...asked, enabled: scope === "queue" && !isShown });
  if (isShown || data === undefined || data.total === 0) return null;
  return (
    <div className="mb-4">
      <Notice tone="wait" title={t("tasksTitle", { count: data.total })}>
        <Link to="/tugas-uji" search={{ ball: "task" }}>
          {t("tasksLink")}
        </Link>
      </Notice>
    </div>
  );
}

/** The screen of `/tugas-uji`. */
export function TestQueueScreen(): ReactNode {
  const t = useTranslations("web.testDesk");
  const cache = useQueryClient();
  const search = useSearch({ from: "/tugas-uji" });
  const navigate = useNavigate({ from: "/tugas-uji" });
  const { data: session } = useQuery(sessionQuery);
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["tests"] });
  const liveness = useLive("/api/live/tests", CHANGED, { onEvent: refresh, onReturn: refresh });
  const view = VIEWS.find((one) => one === search.view) ?? "daftar";
  const isSigner = may(session, "application.decide");
  return (
    <Page width="working" title={t("queueTitle")} actions={<Freshness liveness={liveness} />}>
      <LostConnection liveness={liveness} />
      <nav className="segments mb-5 flex-wrap" aria-label={t("views")}>
        {VIEWS.filter((one) => one !== "tanda-tangan" || isSigner).map((one) => (
          <Link
            key={one}
            to="/tugas-uji"
            search={{ view: one }}
            className="segment"
            aria-current={view === one ? "true" : undefined}
            activeOptions={{ includeSearch: true }}
          >
            {t(`view.${one}`)}
          </Link>
        ))}
      </nav>
      {view === "daftar" ? <TestTable /> : null}
      {view === "kalender" ? (
        <OfficerCalendar
          month={search.month}
          onMonth={(month) => void navigate({ search: (before) => ({ ...before, month }) })}
        />
      ) : null}
      {view === "tanda-tangan" ? <SkloSignatures /> : null}
    </Page>
  );
}
