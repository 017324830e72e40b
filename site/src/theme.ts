// Dark and light: as the system prefers, until the button says otherwise.
import { texts } from "./texts";

export function toggleTheme(button: HTMLButtonElement) {
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const isDark = () => (root.dataset.theme ?? (prefersDark.matches ? "dark" : "light")) === "dark";
  const label = () => (button.textContent = isDark() ? texts.light : texts.dark);
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    label();
  });
  prefersDark.addEventListener("change", label);
  label();
}
