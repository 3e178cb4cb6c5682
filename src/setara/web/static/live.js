// Refreshes the part of a page that changes, until it says that it is finished.
"use strict";
const live = document.querySelector("[data-live]");
const again = async () => {
  try {
    const answer = await fetch(live.dataset.live, { credentials: "same-origin" });
    if (answer.ok && !answer.redirected) live.innerHTML = await answer.text();
  } catch {
    // The connection is gone for a moment: ask again.
  }
  if (!live.querySelector("[data-finished]")) setTimeout(again, 1500);
};
if (live) setTimeout(again, 1500);
