/** Parameters, responses and errors of an API operation, as tables. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import {
  codeSample,
  type RequestValues,
  SAMPLE_LANGUAGES,
  type SampleLanguage,
} from "../../../../src/service/cpaas/reference/code-sample.shared.ts";
import type {
  ApiDescription,
  ApiRefusalReason,
  ApiSchema,
  PlacedOperation,
} from "../../../../src/service/cpaas/reference/openapi-shape.shared.ts";
import { fieldsOf, valueTypeOf } from "../../../../src/service/cpaas/reference/schema-fields.shared.ts";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { CopyButton } from "../people/copy-button.tsx";
import { useTypeWords } from "./type-words.ts";

type Schemas = ApiDescription["components"]["schemas"];

/** The HTTP method and path of an operation. */
export function OperationMark({ method, path }: { readonly method: string; readonly path: string }): ReactNode {
  return (
    <code className="text-small [overflow-wrap:anywhere]">
      <b>{method.toUpperCase()}</b> {path}
    </code>
  );
}

interface Row {
  readonly name: string;
  readonly what: string;
  readonly meaning: string;
}

/** Parameters of an operation. */
export function ParameterTable({
  parameters,
  schemas,
}: {
  readonly parameters: PlacedOperation["parameters"];
  readonly schemas: Schemas;
}): ReactNode {
  const t = useTranslations("web.console.reference");
  const say = useTypeWords();
  const rows = parameters.map(({ name, in: place, required, schema, description = "" }): Row => {
    const need = required === true ? [] : [t("optional")];
    return {
      name,
      what: [t(`places.${place}`), say(valueTypeOf(schema, schemas)), ...need].join(", "),
      meaning: description,
    };
  });
  return <FieldRows caption={t("parameters")} rows={rows} />;
}

/** Fields of a request or response body. */
export function FieldTable({
  caption,
  schema,
  schemas,
}: {
  readonly caption: string;
  readonly schema: ApiSchema;
  readonly schemas: Schemas;
}): ReactNode {
  const t = useTranslations("web.console.reference");
  const say = useTypeWords();
  const rows = fieldsOf(schema, schemas).map(({ path, type, isRequired, description }): Row => {
    const need = isRequired ? [] : [t("optional")];
    return { name: path, what: [say(type), ...need].join(", "), meaning: description };
  });
  return rows.length === 0 ? null : <FieldRows caption={caption} rows={rows} />;
}

/** Field names are those of the API; their descriptions are in the language of the API description. */
function FieldRows({ caption, rows }: { readonly caption: string; readonly rows: readonly Row[] }): ReactNode {
  const t = useTranslations("web.console.reference");
  const columns: readonly Column<Row>[] = [
    {
      id: "name",
      header: t("field"),
      cell: ({ name }) => <code className="[overflow-wrap:anywhere] sm:inline-block sm:min-w-[26ch]">{name}</code>,
    },
    { id: "what", header: t("what"), cell: ({ what }) => what },
    { id: "meaning", header: t("meaning"), cell: ({ meaning }) => meaning },
  ];
  return <DataTable caption={caption} columns={columns} rows={rows} rowId={({ name }) => name} />;
}

/** The reasons for which an operation is refused. */
export function RefusalTable({ reasons }: { readonly reasons: readonly ApiRefusalReason[] }): ReactNode {
  const t = useTranslations("web.console.reference");
  const columns: readonly Column<ApiRefusalReason>[] = [
    {
      id: "code",
      header: t("code"),
      cell: ({ code }) => <code className="[overflow-wrap:anywhere]">{code}</code>,
    },
    { id: "status", header: t("status"), cell: ({ status }) => status },
    { id: "meaning", header: t("meaning"), cell: ({ meaning }) => meaning },
  ];
  return <DataTable caption={t("refusals")} columns={columns} rows={reasons} rowId={({ code }) => code} />;
}

/** Code samples of the request in the selected language. */
export function Samples({
  placed,
  values,
  schemas,
  language,
  onLanguage,
}: {
  readonly placed: PlacedOperation;
  readonly values: RequestValues;
  readonly schemas: Schemas;
  readonly language: SampleLanguage;
  readonly onLanguage: (language: SampleLanguage) => void;
}): ReactNode {
  const t = useTranslations("web.console");
  const text = codeSample(placed, { language, values, schemas });
  return (
    <section className="grid gap-3" aria-labelledby="samples">
      <h2 id="samples">{t("reference.samples")}</h2>
      <p className="max-w-[70ch] text-soft">{t("reference.samplesText")}</p>
      <fieldset className="segments flex-wrap justify-self-start">
        <legend className="sr-only">{t("quick.tongue")}</legend>
        {SAMPLE_LANGUAGES.map((one) => (
          <button
            key={one}
            type="button"
            className="segment"
            aria-pressed={one === language}
            onClick={() => onLanguage(one)}
          >
            {t(`quick.tongues.${one}`)}
          </button>
        ))}
      </fieldset>
      <div className="card grid gap-3 p-4">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
        <pre className="overflow-x-auto text-small" tabIndex={0}>
          {text}
        </pre>
        <p>
          <CopyButton text={text} label={t("quick.copy", { what: t(`quick.tongues.${language}`) })} />
        </p>
      </div>
    </section>
  );
}
