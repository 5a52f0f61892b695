/** A knowledge entry for a place or a price. */
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { DesktopInformation } from "../../../../src/service/acd/knowledge/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { rupiah } from "../../words/amounts.ts";
import { KnowledgeCard } from "./knowledge-card.tsx";

type Entry = DesktopInformation["entries"][number];

/** Columns of a place in display order. */
const PLACE = ["kind", "address", "city", "province", "phone", "hours"] as const;
const PRICE = ["unit", "conditions"] as const;

/** The key of an entry. */
export function keyOf({ listId, number, line }: Pick<Entry, "listId" | "number" | "line">): string {
  return `${listId} ${number} ${line}`;
}

/** One entry: its title, its details, and whether it was used in the contact. */
export function KnowledgeEntry({
  entry,
  contactId,
  isUsed,
}: {
  readonly entry: Entry;
  readonly contactId: string | null;
  readonly isUsed: boolean;
}): ReactNode {
  const t = useTranslations("web.agentDesk.information");
  const locale = useLocale();
  const price = entry.priceRupiah === null ? null : rupiah(entry.priceRupiah, locale);
  const texts = (entry.kind === "prices" ? PRICE : PLACE).flatMap((column) => entry.fields[column] ?? []);
  const lines = [...(price === null ? [] : [price]), ...texts, ...(entry.postcode === null ? [] : [entry.postcode])];
  const use = (id: string) => {
    const { listId, number, line } = entry;
    const asked = { params: { path: { id } }, body: { listId, number, line } };
    return read(api.POST("/api/service/desk/contacts/{id}/entries", asked));
  };
  const title = (
    <>
      {price === null ? entry.name : t("priced", { name: entry.name, price })}{" "}
      <span className="text-small font-normal text-soft">{t("inList", { list: entry.list, code: entry.code })}</span>
    </>
  );
  return (
    <KnowledgeCard
      title={title}
      copied={[entry.name, ...lines].join("\n")}
      isUsed={isUsed}
      onUse={contactId === null ? null : () => use(contactId)}
    >
      <ul className="[overflow-wrap:anywhere]">
        {lines.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </KnowledgeCard>
  );
}
