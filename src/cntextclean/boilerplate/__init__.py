"""Which lines are the article: rules, features, trained models, and what pages of a site share."""
