FROM node
WORKDIR /web
RUN apt-get update
RUN apt-get install -y nginx
RUN npm install serve
ADD web /web
CMD serve web
