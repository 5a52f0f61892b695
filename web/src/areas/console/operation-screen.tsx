/** One operation of the native API: parameters, responses, errors, and a form to try it. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { type SampleLanguage, scopesOf } from "../../../../src/service/cpaas/reference/code-sample.shared.ts";
import {
  type ApiDescription,
  bodyOf,
  operationsOf,
  type PlacedOperation,
  successOf,
} from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { Awaiting, Empty } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { CpaasWays } from "../cpaas/cpaas-ways.tsx";
import { Facts } from "./console-parts.tsx";
import { FieldTable, OperationMark, ParameterTable, RefusalTable, Samples } from "./operation-parts.tsx";
import { TryOperation } from "./operation-try.tsx";
import { descriptionQuery } from "./reference-data.ts";
import { useTry } from "./use-try.ts";

/** The screen of `/layanan/api/referensi/$operation`. */
export function OperationScreen(): ReactNode {
  const t = useTranslations("web.console.reference");
  const { operation: id } = useParams({ from: "/layanan/api/referensi/$operation" });
  const description = useQuery(descriptionQuery(useLocale()));
  const placed =
    description.data === undefined
      ? undefined
      : operationsOf(description.data).find(({ operation }) => operation.operationId === id);
  const isUnknown = description.data !== undefined && placed === undefined;
  return (
    <Page width="working" title={isUnknown ? t("title") : id} lead={placed?.operation.summary} above={<CpaasWays />}>
      <p className="mb-5">
        <Link to="/layanan/api/referensi">{t("back")}</Link>
      </p>
      <Awaiting query={description} lines={8} />
      {isUnknown ? <Empty title={t("noneTitle")}>{t("noSuchOperation")}</Empty> : null}
      {description.data === undefined || placed === undefined ? null : (
        <Shown key={id} placed={placed} description={description.data} />
      )}
    </Page>
  );
}

function Shown({
  placed,
  description,
}: {
  readonly placed: PlacedOperation;
  readonly description: ApiDescription;
}): ReactNode {
  const t = useTranslations("web.console.reference");
  const { schemas } = description.components;
  const { operation, parameters, method, path } = placed;
  const { trying, sample } = useTry(placed, schemas);
  const [language, setLanguage] = useState<SampleLanguage>("curl");
  const asked = parameters.filter((one) => one.in !== "header");
  const body = bodyOf(operation)?.schema;
  const success = successOf(operation);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("address"), <OperationMark key="address" method={method} path={path} />],
    [t("scope"), <code key="scope">{scopesOf(operation).join(", ")}</code>],
    [t("cost"), t(operation["x-costs"] ? "mayCost" : method === "get" ? "reads" : "changes")],
    ...(trying.takesKey ? [[t("repeats"), t("repeatsText")] as const] : []),
  ];
  return (
    <div className="grid gap-10">
      <Facts facts={facts} />
      {operation.description === undefined ? null : <p className="max-w-[70ch]">{operation.description}</p>}
      {asked.length + (body === undefined ? 0 : 1) === 0 ? null : (
        <section className="grid gap-4" aria-labelledby="takes">
          <h2 id="takes">{t("takes")}</h2>
          {asked.length === 0 ? null : <ParameterTable parameters={asked} schemas={schemas} />}
          {body === undefined ? null : <FieldTable caption={t("body")} schema={body} schemas={schemas} />}
        </section>
      )}
      <Samples placed={placed} values={sample} schemas={schemas} language={language} onLanguage={setLanguage} />
      <TryOperation placed={placed} trying={trying} />
      <section className="grid gap-4" aria-labelledby="answers">
        <h2 id="answers">{t("answers")}</h2>
        <p>
          <b>{success.status}</b> {success.type === undefined ? t("nothingInIt") : <code>{success.type}</code>}
        </p>
        {success.schema === undefined ? null : (
          <FieldTable caption={t("answers")} schema={success.schema} schemas={schemas} />
        )}
      </section>
      <section className="grid gap-4" aria-labelledby="refusals">
        <h2 id="refusals">{t("refusals")}</h2>
        <RefusalTable reasons={operation["x-refusals"]} />
      </section>
    </div>
  );
}
