/** The device list: rows with their files, entered by hand or imported from a spreadsheet. */
import { lazy, type ReactNode, Suspense, useContext, useId } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { DeviceRow } from "../../../../src/licensing/requirements/form.shared.ts";
import { Loading } from "../../parts/notice.tsx";
import { countryChoices } from "./countries.ts";
import { PartContext } from "./part-context.ts";
import type { EditorProps } from "./part-editor.ts";
import { CheckAt, SelectAt, TextAt } from "./part-fields.tsx";
import { newRowId, PartRows } from "./part-rows.tsx";
import { RowSlots } from "./row-slots.tsx";

const DeviceImport = lazy(() => import("./device-import.tsx").then((file) => ({ default: file.DeviceImport })));

/** Maximum number of devices in one application. */
const DEVICES_MAX = 500;
const KINDS = ["IP PBX", "PBX", "SBC", "E1 gateway", "Server", "Router", "Firewall", "IP phone", "Softswitch"];
const OWNERSHIPS = ["owned", "leased", "contract"] as const;

function newDevice(rows: readonly DeviceRow[]): DeviceRow {
  const last = rows.at(-1);
  return {
    id: newRowId(),
    siteId: last?.siteId ?? "",
    kind: "",
    maker: last?.maker ?? "",
    type: "",
    country: "",
    serial: "",
    isVirtual: false,
    certificateNumber: "",
    ownership: last?.ownership ?? "owned",
  };
}

/** The fields of the part "devices". */
export function DevicesEditor(props: EditorProps<"devices">): ReactNode {
  const { handle, form } = props;
  const t = useTranslations("web.licenceForm");
  const locale = useLocale();
  const { isLocked } = useContext(PartContext);
  const kindsId = useId();
  const { rows } = handle.value;
  return (
    <>
      <datalist id={kindsId}>
        {KINDS.map((kind) => (
          <option key={kind} value={kind} />
        ))}
      </datalist>
      {isLocked ? null : (
        <details className="card p-5">
          <summary className="cursor-pointer font-semibold">{t("import.title")}</summary>
          <Suspense fallback={<Loading lines={3} />}>
            <DeviceImport licenceId={props.licence.id} onRows={(next) => handle.replace({ rows: next })} />
          </Suspense>
        </details>
      )}
      <PartRows<DeviceRow>
        path="rows"
        title={t("list.devices")}
        addText={t("add.device")}
        emptyText={t("none.devices")}
        rowsMax={DEVICES_MAX}
        newRow={() => newDevice(rows)}
        nameOf={(row, index) =>
          [row.kind, row.maker, row.type].filter(Boolean).join(" ") || t("nth.device", { nth: index + 1 })
        }
        detailOf={(row) => row.serial}
      >
        {(row, path) => (
          <>
            <div className="grid items-end gap-4 sm:grid-cols-2">
              <TextAt path={`${path}.kind`} label={t("field.deviceKind")} maxLength={100} list={kindsId} />
              <SelectAt
                path={`${path}.siteId`}
                label={t("field.siteId")}
                empty={t("choose")}
                options={form.configuration.sites.map((site, index) => ({
                  value: site.id,
                  label: site.name || t("nth.site", { nth: index + 1 }),
                }))}
              />
              <TextAt path={`${path}.maker`} label={t("field.maker")} maxLength={100} />
              <TextAt path={`${path}.type`} label={t("field.type")} maxLength={100} />
              <SelectAt
                path={`${path}.country`}
                label={t("field.madeIn")}
                empty={t("choose")}
                options={countryChoices(locale)}
              />
              <SelectAt
                path={`${path}.ownership`}
                label={t("field.ownership")}
                options={OWNERSHIPS.map((value) => ({ value, label: t(`choice.${value}`) }))}
              />
              <div className="sm:col-span-2">
                <CheckAt path={`${path}.isVirtual`} label={t("isVirtualAsk")} />
              </div>
              {row.isVirtual ? null : (
                <>
                  <TextAt path={`${path}.serial`} label={t("field.serial")} maxLength={100} />
                  <TextAt path={`${path}.certificateNumber`} label={t("field.certificateNumber")} maxLength={100} />
                </>
              )}
            </div>
            <RowSlots {...props} rowId={row.id} number={row.certificateNumber} />
          </>
        )}
      </PartRows>
    </>
  );
}
