/** All operations of the native API, generated from the installation's API description. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import {
  type ApiDescription,
  operationsOf,
  type PlacedOperation,
} from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { SearchBox } from "../../parts/list-tools.tsx";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CpaasWays } from "../cpaas/cpaas-ways.tsx";
import { OperationMark } from "./operation-parts.tsx";
import { descriptionQuery } from "./reference-data.ts";

/** The screen of `/layanan/api/referensi`. */
export function ReferenceScreen(): ReactNode {
  const t = useTranslations("web.console.reference");
  const { search = "" }: { readonly search?: string } = useSearch({ from: "/layanan/api/referensi" });
  const navigate = useNavigate({ from: "/layanan/api/referensi" });
  const description = useQuery(descriptionQuery(useLocale()));
  const found = description.data === undefined ? undefined : operationsOf(description.data).filter(fitting(search));
  return (
    <Page width="working" title={t("title")} lead={t("lead")} above={<CpaasWays />}>
      <p className="mb-5 flex flex-wrap gap-x-6 gap-y-2">
        <a href="/api/v1/openapi.json">{t("asData")}</a>
        <a href="/api/v1/client.ts" download="sambung.ts">
          {t("asClient")}
        </a>
      </p>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <SearchBox
          value={search}
          label={t("search")}
          onSearch={(text) => void navigate({ search: text === "" ? {} : { search: text }, replace: true })}
        />
        {found === undefined ? null : (
          <p role="status" className="text-small text-soft">
            {t("found", { count: found.length })}
          </p>
        )}
      </div>
      <Awaiting query={description} lines={10} />
      {found?.length === 0 ? <Empty title={t("noneTitle")}>{t("noneText")}</Empty> : null}
      <div className="grid gap-8">
        {description.data?.tags.map(({ name, description: about }) => (
          <Family key={name} name={name} about={about} operations={ofFamily(found, name)} />
        ))}
      </div>
    </Page>
  );
}

type Operations = readonly PlacedOperation[];

const ofFamily = (found: Operations | undefined, name: string): Operations =>
  found?.filter(({ operation }) => operation.tags[0] === name) ?? [];

/** Whether an operation matches the search: by name, path, summary or errors. */
function fitting(search: string): (placed: PlacedOperation) => boolean {
  const word = search.trim().toLowerCase();
  return ({ path, method, operation }) => {
    const codes = operation["x-refusals"].map(({ code }) => code);
    const texts = [operation.operationId, `${method} ${path}`, operation.summary, ...operation.tags, ...codes];
    return texts.some((text) => text.toLowerCase().includes(word));
  };
}

function Family({
  name,
  about,
  operations,
}: {
  readonly name: ApiDescription["tags"][number]["name"];
  readonly about: string;
  readonly operations: Operations;
}): ReactNode {
  if (operations.length === 0) return null;
  return (
    <section className="grid gap-2" aria-labelledby={`family-${name}`}>
      <h2 id={`family-${name}`}>
        <FamilyName name={name} />
      </h2>
      <p className="max-w-[70ch] text-soft">{about}</p>
      <ul className="grid gap-2">
        {operations.map(({ operation, method, path }) => (
          <li key={operation.operationId} className="card grid gap-1 p-4">
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
              <Link
                to="/layanan/api/referensi/$operation"
                params={{ operation: operation.operationId }}
                className="font-semibold"
              >
                {operation.operationId}
              </Link>
              <OperationMark method={method} path={path} />
            </p>
            <p className="max-w-[80ch]">{operation.summary}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

const FAMILIES = [
  ...(["calls", "conferences", "queues", "recordings", "messages", "numbers", "applications", "usage"] as const),
] as const;

/** The name of a group of operations in the user's language; an unknown group is shown by its key. */
function FamilyName({ name }: { readonly name: string }): ReactNode {
  const t = useTranslations("web.console.reference.families");
  const known = FAMILIES.find((one) => one === name);
  return known === undefined ? name : t(known);
}
