// SPDX-FileCopyrightText: 2026 Stadt Dortmund and osscan contributors
// SPDX-License-Identifier: MIT
export const slide = (element, pixels) => element.scrollBy({ left: pixels, behavior: "smooth" });
