"""経営改善計画策定支援(405事業) and 早期経営改善計画: from the talk beforehand to the last accompaniment that is paid."""
