// Follows a calculation: shows what changes, and loads the page anew when it has ended.
const shown = document.getElementById("voortgang");
const events = new EventSource(shown.dataset.events);

async function renew() {
  const answer = await fetch(location.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = page.getElementById("voortgang");
  if (now) shown.replaceChildren(...now.childNodes);
  else location.reload();
}

events.addEventListener("voortgang", renew);
events.addEventListener("klaar", () => {
  events.close();
  location.reload();
});
