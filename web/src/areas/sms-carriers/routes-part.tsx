/** The routes of a carrier, one per row: prefix, price and quality. */
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { CARRIER_ROUTES_MAX } from "../../../../src/service/messaging/sms/settings/settings-limits.shared.ts";
import { TextField } from "../../parts/fields.tsx";
import { Icon } from "../../parts/icons.tsx";
import { newRoute, type RouteDraft } from "./carrier-draft.ts";
import type { PartProps } from "./carrier-form-parts.tsx";

/** The rows, and a button to add one. */
export function RoutesPart({ form: { values, set, faultOf } }: PartProps): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  const { routes } = values;
  const change = (id: string, part: Partial<RouteDraft>): void =>
    set({ routes: routes.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  return (
    <fieldset id="routes" tabIndex={-1} className="grid gap-5">
      <legend className="mb-1 text-lead font-semibold">{t("routesTitle")}</legend>
      <p className="max-w-[70ch] text-soft">{t("routesLead")}</p>
      {routes.map((route, index) => (
        <RouteLine
          key={route.id}
          route={route}
          nth={index + 1}
          faultOf={faultOf}
          onChange={(part) => change(route.id, part)}
          onDrop={() => set({ routes: routes.filter(({ id }) => id !== route.id) })}
        />
      ))}
      {routes.length >= CARRIER_ROUTES_MAX ? null : (
        <button
          type="button"
          className="button button-small justify-self-start"
          onClick={() => set({ routes: [...routes, newRoute()] })}
        >
          {t("addRoute")}
        </button>
      )}
    </fieldset>
  );
}

interface LineProps {
  readonly route: RouteDraft;
  readonly nth: number;
  readonly faultOf: PartProps["form"]["faultOf"];
  readonly onChange: (part: Partial<RouteDraft>) => void;
  readonly onDrop: () => void;
}

function RouteLine({ route, nth, faultOf, onChange, onDrop }: LineProps): ReactNode {
  const t = useTranslations("web.smsCarriers.form");
  const fieldOf = (part: "prefix" | "price" | "quality") => {
    const name = `${part}-${route.id}`;
    return {
      name,
      label: t(part),
      error: faultOf(name),
      value: route[part],
      inputMode: "numeric" as const,
      onChange: ({ target }: { readonly target: { readonly value: string } }) => onChange({ [part]: target.value }),
    };
  };
  return (
    <fieldset className="grid items-end gap-4 border-b border-line pb-4 sm:grid-cols-[2fr_2fr_1fr_auto]">
      <legend className="sr-only">{t("route", { nth })}</legend>
      <TextField {...fieldOf("prefix")} autoComplete="off" maxLength={15} />
      <TextField {...fieldOf("price")} maxLength={7} />
      <TextField {...fieldOf("quality")} maxLength={3} />
      <button
        type="button"
        className="button button-small justify-self-start"
        aria-label={t("dropRoute", { nth })}
        onClick={onDrop}
      >
        <Icon name="close" size={16} />
      </button>
    </fieldset>
  );
}
