-- AlterTable
ALTER TABLE "Article" ADD COLUMN     "askedById" UUID;

-- CreateTable
CREATE TABLE "ArticleVersion" (
    "teamId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "articleId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "byline" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "plain" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "rendererVersion" INTEGER NOT NULL,
    "words" INTEGER NOT NULL,
    "keptAt" TIMESTAMPTZ(3) NOT NULL,
    "keptById" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ArticleVersion_pkey" PRIMARY KEY ("teamId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "ArticleVersion_teamId_articleId_hash_key" ON "ArticleVersion"("teamId", "articleId", "hash");

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_teamId_askedById_fkey" FOREIGN KEY ("teamId", "askedById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleVersion" ADD CONSTRAINT "ArticleVersion_teamId_articleId_fkey" FOREIGN KEY ("teamId", "articleId") REFERENCES "Article"("teamId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleVersion" ADD CONSTRAINT "ArticleVersion_teamId_keptById_fkey" FOREIGN KEY ("teamId", "keptById") REFERENCES "Membership"("teamId", "userId") ON DELETE NO ACTION ON UPDATE CASCADE;
