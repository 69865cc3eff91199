# SPDX-FileCopyrightText: 2026 Stadt Dortmund and osscan contributors
# SPDX-License-Identifier: EUPL-1.2
"""An example project on which osscan can be tried."""
