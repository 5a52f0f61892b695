/** One order: reason, end date, the result for each code, and how to undo it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { problemOf, read } from "../../data/problem.ts";
import { useMutation } from "../../data/use-mutation.ts";
import { CodeBadge } from "../../parts/badges.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { Awaiting } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { NotFoundScreen } from "../../shell/endings.tsx";
import { longDate, moment } from "../../words/dates.ts";
import { type CodeOrder, orderQuery } from "./inventory-data.ts";
import { OrderBadge } from "./order-badge.tsx";
import { ReasonForm } from "./reason-form.tsx";

type Item = CodeOrder["items"][number];

function Facts({ order }: { readonly order: CodeOrder }): ReactNode {
  const t = useTranslations("web.inventory.order");
  const locale = useLocale();
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t("state"), <OrderBadge key="state" state={order.state} />],
    [t("kind"), t(`kinds.${order.kind}`)],
    [t("reason"), order.reason],
    ...(order.legalNote === null ? [] : [[t("legalNote"), order.legalNote] as const]),
    [t("startsOn"), order.startsOn === null ? t("atOnce") : longDate(order.startsOn, locale)],
    [t("endsOn"), order.endsOn === null ? t("open") : longDate(order.endsOn, locale)],
    [t("given"), moment(order.createdAt, locale)],
    ...(order.endedAt === null ? [] : [[t("over"), moment(order.endedAt, locale)] as const]),
    ...(order.endedReason === null ? [] : [[t("overReason"), order.endedReason] as const]),
  ];
  return (
    <dl className="facts card px-5 py-1">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="break-words whitespace-pre-line">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Undo({ order }: { readonly order: CodeOrder }): ReactNode {
  const t = useTranslations("web.inventory.order");
  const cache = useQueryClient();
  const [asks, setAsks] = useState(false);
  const undo = useMutation({
    mutationFn: (reason: string) =>
      read(
        api.POST("/api/inventory/orders/{id}/undo", {
          params: { path: { id: order.id } },
          body: { reason, expectedVersion: order.version },
        }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: ["inventory"] }),
  });
  if (!order.mayManage || (order.state !== "planned" && order.state !== "in-force")) return null;
  if (!asks) {
    return (
      <button type="button" className="button button-danger justify-self-start" onClick={() => setAsks(true)}>
        {t("undoAsk")}
      </button>
    );
  }
  const keeps = order.items.filter((item) => item.outcome === "taken").length;
  return (
    <ReasonForm
      title={t("undoTitle", { selection: order.selection })}
      text={t("undoText", { count: keeps })}
      label={t("undoReason")}
      act={t("undo")}
      isWorking={undo.isPending}
      error={undo.error}
      onCancel={() => setAsks(false)}
      onSend={(reason) => undo.mutate(reason)}
    />
  );
}

function useColumns(): readonly Column<Item>[] {
  const t = useTranslations("web.inventory.order");
  const states = useTranslations("states");
  return [
    {
      id: "code",
      header: t("code"),
      cell: (item) => (
        <Link to="/inventaris/kode/$code" params={{ code: item.code }} className="font-semibold whitespace-nowrap">
          {item.display}
        </Link>
      ),
    },
    {
      id: "outcome",
      header: t("outcome"),
      cell: (item) =>
        item.outcome === "stayed" && item.stateFound !== null
          ? t("stayedAs", { state: states(`code.${item.stateFound as "idle"}`) })
          : t(`outcomes.${item.outcome}`),
    },
    { id: "state", header: t("stateNow"), cell: (item) => <CodeBadge state={item.state} /> },
    { id: "holder", header: t("holder"), look: "words", cell: (item) => item.holder ?? "–" },
  ];
}

/** The screen of one order. */
export function OrderScreen(): ReactNode {
  const t = useTranslations("web.inventory.order");
  const { id } = useParams({ from: "/inventaris/perintah/$id" });
  const { data, error, refetch } = useQuery(orderQuery(id));
  const columns = useColumns();
  if (data === undefined && error !== null && [400, 404].includes(problemOf(error).status)) return <NotFoundScreen />;
  return (
    <Page
      width="working"
      title={data === undefined ? t("oneTitle") : t(`titles.${data.kind}`, { selection: data.selection })}
      back={{ to: "/inventaris", text: t("toList") }}
    >
      <Awaiting query={{ data, error, refetch }} lines={8} />
      {data === undefined ? null : (
        <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
          <div className="grid gap-5">
            <Facts order={data} />
            <Undo order={data} />
          </div>
          <DataTable caption={t("codes")} columns={columns} rows={data.items} rowId={(item) => item.code} />
        </div>
      )}
    </Page>
  );
}
