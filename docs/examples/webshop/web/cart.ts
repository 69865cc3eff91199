// SPDX-FileCopyrightText: 2026 Stadt Dortmund and osscan contributors
// SPDX-License-Identifier: EUPL-1.2
import sum from "lodash/sum";

/** The price of a cart in cents. */
export const total = (prices: number[]): number => sum(prices);
