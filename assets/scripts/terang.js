// Small conveniences. Every page works without them.
const words = (name) => document.documentElement.dataset[name] || "";

const focusErrorSummary = () => document.querySelector("[data-error-summary]")?.focus();

const linkErrorsToFields = () => {
  document.querySelector("[data-error-summary]")?.addEventListener("click", (event) => {
    const field = document.getElementById(event.target.hash?.slice(1) ?? "");
    if (!field) return;
    event.preventDefault();
    (field.closest(".govuk-form-group") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
};

const pressOnce = () => {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 3000) event.preventDefault();
    else form.dataset.sent = String(Date.now());
  });
};

const countCharacters = (box) => {
  const count = document.getElementById(`${box.id}_count`);
  if (!count) return;
  const tell = () => { count.textContent = words("charactersLeft").replace("0", String(box.maxLength - box.value.length)); };
  let waiting;
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(tell, 500); });
};

const showPrint = (button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
};

const showCopy = (button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.querySelector("[role=status]").textContent = words("copied");
  });
};

// A table that fits needs no stop for the keyboard.
const stopAtScrolling = () => {
  for (const frame of document.querySelectorAll(".table-frame")) {
    if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
    else frame.removeAttribute("tabindex");
  }
};

focusErrorSummary();
linkErrorsToFields();
pressOnce();
document.querySelectorAll("textarea[maxlength]").forEach(countCharacters);
document.querySelectorAll("[data-print]").forEach(showPrint);
document.querySelectorAll("[data-copy]").forEach(showCopy);
stopAtScrolling();
addEventListener("resize", stopAtScrolling);
