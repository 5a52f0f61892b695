/** Links of a board, for screens without a login. */
import { type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import { Badge } from "../../parts/badges.tsx";
import { BusyButton } from "../../parts/busy-button.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { EndDialog } from "../../parts/end-dialog.tsx";
import { ErrorSummary, SelectField, TextField } from "../../parts/fields.tsx";
import { Notice } from "../../parts/notice.tsx";
import { useSavedForm } from "../../parts/saved-form.tsx";
import { moment } from "../../words/dates.ts";
import { CopyButton } from "../people/copy-button.tsx";
import { linkAddress, type WallLanguage, type WallTheme } from "./wall-link.ts";
import type { WallLinkRow } from "./wallboard-data.ts";

const DAYS = [1, 30, 90, 365] as const;

/** The existing links, a form for a new link, and revocation. */
export function WallLinks({ id, links }: { readonly id: string; readonly links: readonly WallLinkRow[] }): ReactNode {
  const t = useTranslations("web.wallboards.links");
  const [ending, setEnding] = useState<WallLinkRow | null>(null);
  const columns = useColumns(setEnding);
  return (
    <section className="grid gap-4" aria-labelledby="links">
      <div>
        <h2 id="links">{t("title")}</h2>
        <p className="mt-1 max-w-[70ch] text-soft">{t("lead")}</p>
      </div>
      <NewLink id={id} />
      {links.length === 0 ? (
        <p className="text-soft">{t("none")}</p>
      ) : (
        <DataTable caption={t("title")} columns={columns} rows={links} rowId={(row) => row.id} />
      )}
      {ending === null ? null : (
        <EndDialog
          title={t("revokeTitle", { label: ending.label })}
          text={t("revokeText")}
          yes={t("revokeYes")}
          end={() =>
            read(
              api.DELETE("/api/service/wallboards/{id}/links/{linkId}", {
                params: { path: { id, linkId: ending.id } },
              }),
            )
          }
          onClose={() => setEnding(null)}
        />
      )}
    </section>
  );
}

function useColumns(onEnd: (link: WallLinkRow) => void): readonly Column<WallLinkRow>[] {
  const t = useTranslations("web.wallboards.links");
  const locale = useLocale();
  return [
    { id: "label", header: t("label"), look: "wrap", cell: ({ label }) => label },
    { id: "state", header: t("state"), cell: (row) => <LinkState row={row} /> },
    { id: "endsAt", header: t("endsAt"), cell: ({ endsAt }) => moment(endsAt, locale) },
    { id: "madeBy", header: t("madeBy"), look: "words", cell: ({ madeBy }) => madeBy },
    {
      id: "acts",
      header: t("acts"),
      actions: (row) =>
        row.isInForce
          ? [{ text: t("revoke"), label: t("revokeOf", { label: row.label }), onPress: () => onEnd(row) }]
          : [],
    },
  ];
}

function LinkState({ row }: { readonly row: WallLinkRow }): ReactNode {
  const t = useTranslations("web.wallboards.links");
  if (row.isInForce)
    return (
      <Badge shape="disc" tone="good">
        {t("inForce")}
      </Badge>
    );
  return (
    <Badge shape="cross" tone="quiet">
      {t(row.revokedAt === null ? "past" : "revoked")}
    </Badge>
  );
}

function NewLink({ id }: { readonly id: string }): ReactNode {
  const t = useTranslations("web.wallboards.links");
  const [address, setAddress] = useState<string>();
  const form = useSavedForm({
    initial: { label: "", days: "365", theme: "auto", language: "auto" },
    faultsOf: (_values, missing) => [missing("label", t("label"))],
    save: async ({ label, days, theme, language }) => {
      setAddress(undefined);
      const body = { label: label.trim(), days: DAYS.find((one) => String(one) === days) ?? 365 };
      const { token } = await read<{ token: string }>(
        api.POST("/api/service/wallboards/{id}/links", { params: { path: { id } }, body }),
      );
      const link = { token, theme: THEMES[theme] ?? null, language: LANGUAGES[language] ?? null };
      return linkAddress(window.location.origin, link);
    },
    refreshes: ["service", "wallboards"],
    onSaved: setAddress,
  });
  return (
    <form noValidate className="card grid gap-4 p-5" onSubmit={form.onSubmit}>
      <h3>{t("newTitle")}</h3>
      <ErrorSummary lines={form.lines} problem={form.problem} />
      <div className="grid items-end gap-4 md:grid-cols-2 xl:grid-cols-4">
        <TextField {...form.text("label")} label={t("label")} maxLength={80} />
        <SelectField {...form.text("days")} label={t("days")}>
          {DAYS.map((count) => (
            <option key={count} value={count}>
              {t("daysText", { count })}
            </option>
          ))}
        </SelectField>
        <SelectField {...form.text("theme")} label={t("theme")}>
          {(["auto", "light", "dark"] as const).map((theme) => (
            <option key={theme} value={theme}>
              {t(`themes.${theme}`)}
            </option>
          ))}
        </SelectField>
        <SelectField {...form.text("language")} label={t("language")}>
          {(["auto", "id", "en"] as const).map((language) => (
            <option key={language} value={language}>
              {t(`languages.${language}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <BusyButton type="submit" className="button justify-self-start" isBusy={form.isSaving}>
        {t("make")}
      </BusyButton>
      {address === undefined ? null : <IssuedLink address={address} />}
    </form>
  );
}

const THEMES: Readonly<Record<string, WallTheme>> = { light: "light", dark: "dark" };
const LANGUAGES: Readonly<Record<string, WallLanguage>> = { id: "id", en: "en" };

/** The URL is shown only once. */
function IssuedLink({ address }: { readonly address: string }): ReactNode {
  const t = useTranslations("web.wallboards.links");
  return (
    <Notice tone="good" title={t("madeTitle")}>
      <p>{t("madeText")}</p>
      <p className="my-2 font-semibold [overflow-wrap:anywhere]" data-made-link="">
        {address}
      </p>
      <CopyButton text={address} label={t("copy")} />
    </Notice>
  );
}
