// Says why a passkey was not used or not made. The dialogue is the browser's; what it throws stays in the console otherwise.
const trouble = document.querySelector("[data-passkey-trouble]");

const why = ({ name }) => {
  if (!window.PublicKeyCredential || name === "NotSupportedError") return "unsupported";
  if (name === "InvalidStateError") return "known";
  return name === "NotAllowedError" || name === "AbortError" ? "cancelled" : "failed"; // too late is NotAllowedError, too
};

const tell = (reason) => {
  const sentences = [...trouble.querySelectorAll("[data-when]")];
  sentences.forEach((sentence) => { sentence.hidden = true; });
  // Hidden for a moment, so that the same sentence is read out a second time.
  setTimeout(() => { sentences.find(({ dataset }) => dataset.when === reason).hidden = false; }, 100);
};

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  tell(why(event.detail.exception));
});
