# SPDX-License-Identifier: MIT
TESTS += %D%/check.sh %D%/languages.sh
EXTRA_DIST += %D%/check.sh %D%/languages.sh %D%/installcheck.sh %D%/demo.sh %D%/article.md \
	%D%/01-embed/embed.c %D%/01-embed/Makefile %D%/01-embed/README.md \
	%D%/02-plugin/wordwatch.c %D%/02-plugin/Makefile %D%/02-plugin/README.md \
	%D%/02-plugin/pipeline.yaml \
	%D%/03-pipelines/README.md %D%/03-pipelines/branch.yaml %D%/03-pipelines/feed.yaml \
	%D%/03-pipelines/house-style.yaml %D%/03-pipelines/moderate.yaml \
	%D%/03-pipelines/republish.yaml %D%/03-pipelines/share.yaml \
	%D%/04-batch/README.md %D%/04-batch/batch.yaml %D%/04-batch/articles/bakery.md \
	%D%/04-batch/articles/ferry.md %D%/04-batch/articles/school.md \
	%D%/05-newsroom/README.md %D%/05-newsroom/newsroom.yaml \
	%D%/05-newsroom/articles/cable.md %D%/05-newsroom/articles/pozo.md \
	%D%/05-newsroom/articles/souq.md \
	%D%/06-languages/README.md %D%/06-languages/Makefile %D%/06-languages/stet.py \
	%D%/06-languages/stet.php %D%/06-languages/stet.js %D%/06-languages/stet_node.c

installcheck-local:
	CC='$(CC)' DESTDIR='$(DESTDIR)' sh '$(srcdir)/%D%/installcheck.sh' '$(srcdir)' \
	    '$(bindir)' '$(pkgconfigdir)'
