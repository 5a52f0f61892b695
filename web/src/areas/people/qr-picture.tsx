/** A QR code rendered in this browser, so that its content does not leave the device. */
import type { ReactNode } from "react";
import { encode } from "uqr";

/** ISO/IEC 18004 requires a quiet zone of four light modules around the code. */
const QUIET_MODULES = 4;
/** An integer, so that all modules have the same size in pixels. */
const MODULE_PX = 5;

/** Dark on light in both themes, because many scanners reject inverted codes. */
export function QrPicture({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { data, size } = encode(text, { ecc: "L", border: QUIET_MODULES });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      width={size * MODULE_PX}
      height={size * MODULE_PX}
      className="qr h-auto max-w-full"
    >
      <path d={path} />
    </svg>
  );
}
