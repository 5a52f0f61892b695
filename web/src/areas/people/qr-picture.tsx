/** A QR code drawn in this browser: nothing about it leaves the device. */
import type { ReactNode } from "react";
import { encode } from "uqr";

/** ISO/IEC 18004 asks for four light modules around the code. */
const QUIET_MODULES = 4;

/** Dark ink on a light ground, also by night: many scanners refuse the reverse. */
export function QrPicture({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_MODULES });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="qr w-[min(240px,100%)]"
    >
      <path d={path} />
    </svg>
  );
}
