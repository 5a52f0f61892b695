/** Navigation after a save. */
import { useMatch, useNavigate, useRouter } from "@tanstack/react-router";

type Navigate = ReturnType<typeof useNavigate>;

/**
 * `useNavigate` for navigation after the server's response to a form. Does nothing if the user has opened another screen before the response arrives: a late
 * navigation would leave that screen and lose its unsaved input.
 */
export function useNavigateAfterSave(): Navigate {
  const navigate = useNavigate();
  const router = useRouter();
  const screen = useMatch({ strict: false, select: ({ pathname }) => pathname });
  return async (options) => {
    if (router.latestLocation.pathname === screen) await navigate(options);
  };
}
