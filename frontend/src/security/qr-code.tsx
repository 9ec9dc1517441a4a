import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { qrModules } from "./qr-modules";
import styles from "./security.module.css";

/** Something to be scanned: dark on white in dark mode, too, for readers that know nothing else. */
export function QrCode({ text }: { text: string }) {
  const { size, path } = useMemo(() => qrModules(text), [text]);
  return (
    <svg className={styles.qr} viewBox={`0 0 ${size} ${size}`} role="img" shapeRendering="crispEdges">
      <title>{t`QR code for your authenticator app`}</title>
      <path d={path} />
    </svg>
  );
}
