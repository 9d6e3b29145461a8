"""What an edit changes: two states of a knowledge base, compared case by case, rule by rule, and over all possible patients."""
