/** Shared columns of both SMS reports. */
import { useLocale, useTranslations } from "use-intl";
import type { Column } from "../../parts/data-table.tsx";
import { shortDate } from "../../words/dates.ts";
import { Amount } from "../sms-billing/amount.tsx";
import type { InstallationRow, ReportRow } from "./report-data.ts";

type Shared = Omit<ReportRow, "p50Ms" | "p95Ms">;
type By = "day" | "carrier" | "sender" | "category" | "tenant";

const CATEGORIES = ["otp", "transactional", "promotional"] as const;
const MS_PER_SECOND = 1_000;

function useNumbers() {
  const locale = useLocale();
  const plain = new Intl.NumberFormat(locale === "id" ? "id-ID" : "en-GB");
  const share = new Intl.NumberFormat(locale === "id" ? "id-ID" : "en-GB", {
    style: "percent",
    maximumFractionDigits: 1,
  });
  return { number: (value: number) => plain.format(value), percent: (value: number) => share.format(value) };
}

/** The group, volumes and delivery results. */
export function useSharedColumns<Row extends Shared>(by: By): readonly Column<Row>[] {
  const t = useTranslations("web.smsReport");
  const locale = useLocale();
  const { number, percent } = useNumbers();
  const nameOf = ({ key, name }: Row): string => {
    if (by === "day") return shortDate(key, locale);
    const category = by === "category" ? CATEGORIES.find((one) => one === key) : undefined;
    return category === undefined ? name : t(`categories.${category}`);
  };
  const counts = (["messages", "segments", "delivered", "failed", "cancelled"] as const).map(
    (name): Column<Row> => ({ id: name, header: t(name), look: "figures", cell: (row) => number(row[name]) }),
  );
  return [
    { id: "name", header: t(`bys.${by}`), look: "strong-wrap", cell: (row) => nameOf(row) },
    ...counts,
    {
      id: "rate",
      header: t("rate"),
      cell: ({ deliveryRate }) => (deliveryRate === null ? t("none") : percent(deliveryRate)),
    },
  ];
}

/** Delivery time and amounts paid. */
export function useOwnColumns(): readonly Column<ReportRow>[] {
  const t = useTranslations("web.smsReport");
  const within = (ms: number | null) =>
    ms === null ? t("none") : t("seconds", { seconds: Math.round((ms / MS_PER_SECOND) * 10) / 10 });
  return [
    { id: "p50", header: t("p50"), look: "line", cell: ({ p50Ms }) => within(p50Ms) },
    { id: "p95", header: t("p95"), look: "line", cell: ({ p95Ms }) => within(p95Ms) },
    { id: "price", header: t("price"), cell: ({ priceRupiah }) => <Amount of={priceRupiah} /> },
  ];
}

/** Revenue, carrier cost and margin. */
export function useMoneyColumns(): readonly Column<InstallationRow>[] {
  const t = useTranslations("web.smsReport");
  return [
    { id: "price", header: t("price"), cell: ({ priceRupiah }) => <Amount of={priceRupiah} /> },
    { id: "cost", header: t("cost"), cell: ({ costRupiah }) => <Amount of={costRupiah} /> },
    {
      id: "margin",
      header: t("margin"),
      cell: ({ priceRupiah, costRupiah }) => <Amount of={priceRupiah - costRupiah} />,
    },
  ];
}
